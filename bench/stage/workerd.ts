/** The runtime's process, as Linux shows it. Elsewhere its figures are missing and the rest is measured. */
import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second: fixed by the kernel's interface. */
const TICKS_PER_SECOND = 100;

function statOf(pid: string): { name: string; fields: string[] } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = text.lastIndexOf(")");
    return { name: text.slice(text.indexOf("(") + 1, end), fields: text.slice(end + 2).split(" ") };
  } catch {
    return null;
  }
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** The ids of the runtimes that this process started. */
export const workerdPids = (): string[] =>
  processes().filter((pid) => {
    const stat = statOf(pid);
    return stat?.name.startsWith("workerd") && stat.fields[1] === String(process.pid);
  });

/** Seconds of CPU that a process has used; `NaN` when that cannot be known. */
export function cpuSeconds(pid: string | undefined): number {
  const fields = pid === undefined ? undefined : statOf(pid)?.fields;
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND : Number.NaN;
}
