import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** Makes node say that it is version 20. */
const PRETEND_OLD = `data:text/javascript,${encodeURIComponent(
  'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });',
)}`;

describe("starting a script", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "preflight-"));
    mkdirSync(join(folder, "scripts"));
    cpSync("scripts/preflight.mjs", join(folder, "scripts/preflight.mjs"));
    writeFileSync(
      join(folder, "scripts/hello.ts"),
      'const words: string[] = process.argv.slice(2);\nconsole.log("hello", words.join(), process.cwd());\n',
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const install = (...packages: string[]) => {
    for (const name of packages) mkdirSync(join(folder, "node_modules", name), { recursive: true });
  };
  const run = (...options: string[]) => {
    const args = [...options, join(folder, "scripts/preflight.mjs"), "scripts/hello.ts", "you"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: tmpdir(),
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  it("runs it in the project's folder, with its own arguments", () => {
    install("wrangler");
    const { status, stdout } = run();
    expect(stdout).toContain("hello you ");
    expect(stdout).toContain("preflight-");
    expect(status).toBe(0);
  });

  it("asks for the packages when there are none", () => {
    expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining("npm ci") });
  });

  it.each([
    ["was never installed", null],
    ["was installed in another version", "1.0.0"],
  ])("asks for the packages when one %s, as after a pull", (_, version) => {
    install("wrangler", "newcomer");
    const write = (file: string, content: object) =>
      writeFileSync(join(folder, file), JSON.stringify(content));
    write("package.json", { dependencies: { newcomer: "1.1.0", "@types/loose": "^1.0.0" } });
    if (version !== null) write("node_modules/newcomer/package.json", { version });
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toMatch(/newcomer 1\.1\.0\. Run:\s+npm ci/);
    expect(stderr).not.toContain("loose");
    write("node_modules/newcomer/package.json", { version: "1.1.0" });
    expect(run().status).toBe(0);
  });

  it("explains an old Node without the project's own, and how to get that", () => {
    install("wrangler", ".bin");
    const { status, stderr } = run("--import", PRETEND_OLD);
    expect(status).toBe(1);
    expect(stderr).toContain("Node 24 is needed, and this is Node 20.20.2");
    expect(stderr).toContain("npm ci --ignore-scripts=false");
  });

  it("points an old Node that was called by hand to npm, when the project's own is there", () => {
    install("wrangler", ".bin");
    symlinkSync(process.execPath, join(folder, "node_modules/.bin/node"));
    const { status, stderr } = run("--import", PRETEND_OLD);
    expect(status).toBe(1);
    expect(stderr).toContain("start through npm");
  });
});
