/** The runtime's inspector: CPU profiles and heap sizes of one Worker's isolate. */
import type { Miniflare } from "miniflare";

type Target = { readonly id: string; readonly webSocketDebuggerUrl: string };
type ProfileNode = {
  readonly id: number;
  readonly hitCount?: number;
  readonly callFrame: { readonly functionName: string; readonly lineNumber: number };
};
export type Profile = {
  readonly nodes: readonly ProfileNode[];
  readonly startTime: number;
  readonly endTime: number;
};

/** @param worker name of the Worker in the stage */
export async function openInspector(miniflare: Miniflare, worker: string) {
  const base = await miniflare.getInspectorURL();
  const list = await fetch(new URL("/json", String(base).replace(/^ws/, "http")));
  const targets = (await list.json()) as Target[];
  const target = targets.find(({ id }) => id.endsWith(worker));
  if (target === undefined)
    throw new Error(`No inspector for ${worker} among ${targets.map(({ id }) => id)}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("The inspector does not answer."));
  });
  let last = 0;
  const waiting = new Map<number, (result: unknown) => void>();
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (message.id !== undefined) waiting.get(message.id)?.(message.result);
  };
  const call = <Result>(method: string, params: object = {}): Promise<Result> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, (result) => resolve(result as Result));
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return {
    async startProfile(): Promise<void> {
      await call("Profiler.enable");
      await call("Profiler.setSamplingInterval", { interval: 200 });
      await call("Profiler.start");
    },
    stopProfile: async () => (await call<{ profile: Profile }>("Profiler.stop")).profile,
    /** Bytes of the isolate's heap in use, garbage included: the runtime does not answer a wish to collect. */
    heapBytes: async () => (await call<{ usedSize: number }>("Runtime.getHeapUsage")).usedSize,
    close: () => socket.close(),
  };
}
