import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, homeFolder } from "./home.ts";
import { lockHome, requireStopped, runningProcess } from "./lock.ts";

describe("one process runs on a home", () => {
  let home: Home;
  beforeEach(() => {
    home = homeFolder({ TRACKDESK_HOME: mkdtempSync(join(tmpdir(), "home-")) });
  });
  afterEach(() => rmSync(home.folder, { recursive: true }));

  it("names the process that is running, and how to stop it", () => {
    writeFileSync(home.lock, String(process.ppid));
    expect(() => lockHome(home)).toThrow(new RegExp(`already running.*kill ${process.ppid}`, "s"));
    expect(() => requireStopped(home)).toThrow(/already running/);
    expect(() => requireStopped(home)).toThrow(`another program, delete ${home.lock}`);
  });

  it("goes by nothing that a killed process left behind", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    writeFileSync(home.lock, String(child.pid));
    expect(runningProcess(home)).toBeNull();
    lockHome(home);
    expect(readFileSync(home.lock, "utf8")).toBe(String(process.pid));
  });

  it.each(["", "text", "-1", "0"])("goes by no lock that says %j", (text) => {
    writeFileSync(home.lock, text);
    expect(runningProcess(home)).toBeNull();
  });

  it("makes the folder when there is none", () => {
    const inside = homeFolder({ TRACKDESK_HOME: join(home.folder, "new") });
    lockHome(inside);
    expect(existsSync(inside.lock)).toBe(true);
  });
});
