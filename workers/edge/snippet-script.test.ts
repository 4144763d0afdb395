import { describe, expect, it } from "vitest";
import { publish, send } from "./testing/world.ts";

describe("the snippet", () => {
  it("carries its program's settings", async () => {
    const { program } = await publish({ program: { windowDays: 45, tokenParam: "ref" } });
    const response = await send(`/t.js?program=${program.id}`);
    const script = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("public, max-age=300");
    expect(script).toContain(`{"p":"${program.id}","w":45,"n":"ref","u":"https://go.test"}`);
    expect(script).not.toContain("__TD_CONFIG__");
  });

  it("without a program reads its settings off its tag", async () => {
    const script = await (await send("/t.js")).text();
    expect(script).not.toContain("__TD_CONFIG__");
    expect(script.length).toBeGreaterThan(500);
  });

  it.each([
    ["unknown", `prog_${"0".repeat(26)}`],
    ["made up", "x');alert('1"],
    ["empty", ""],
  ])("of a program that is %s is a script that says so and breaks nothing", async (_, id) => {
    const response = await send(`/t.js?program=${encodeURIComponent(id)}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('console.warn("Trackdesk: there is no such program.");');
  });
});
