import { describe, expect, it, vi } from "vitest";
import { consoleLogger, createLogger, type LogFields } from "./logger.ts";

function collecting() {
  const lines: LogFields[] = [];
  return { lines, logger: createLogger((level, line) => lines.push({ level, ...line })) };
}

describe("a logger", () => {
  it("writes a line an event, with its level and fields", () => {
    const { lines, logger } = collecting();
    logger.info("job.started", { job: "prune" });
    logger.warn("kv.slow");
    expect(lines).toEqual([
      { level: "info", event: "job.started", job: "prune" },
      { level: "warn", event: "kv.slow" },
    ]);
  });

  it("adds the fields that it is bound to, the nearest winning", () => {
    const { lines, logger } = collecting();
    logger.with({ request_id: "req_1", part: "http" }).with({ part: "auth" }).info("seen");
    expect(lines).toEqual([{ level: "info", event: "seen", request_id: "req_1", part: "auth" }]);
  });

  it("spells an error out, with what caused it", () => {
    const { lines, logger } = collecting();
    logger.error("failed", { error: new TypeError("outer", { cause: new Error("inner") }) });
    expect(lines[0]).toMatchObject({
      error: { name: "TypeError", message: "outer", cause: { message: "inner" } },
    });
  });

  it("keeps what a failed query was given to itself: it may be somebody's address", () => {
    const { lines, logger } = collecting();
    const failed = new Error(
      "Failed query: insert into users values (?, ?)\nparams: Ada,\nada@x.example",
    );
    logger.error("failed", { error: failed });
    expect(JSON.stringify(lines)).toContain("insert into users");
    expect(JSON.stringify(lines)).toMatch(/logger\.test\.ts/);
    expect(JSON.stringify(lines)).not.toMatch(/Ada|x\.example/);
  });

  it("prints JSON", () => {
    const print = vi.spyOn(console, "warn").mockImplementation(() => {});
    consoleLogger.warn("kv.slow", { ms: 12 });
    expect(JSON.parse(String(print.mock.calls[0]?.[0]))).toEqual({
      level: "warn",
      event: "kv.slow",
      ms: 12,
    });
    print.mockRestore();
  });
});
