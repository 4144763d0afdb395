import { afterEach, describe, expect, it, vi } from "vitest";
import type { ClickPack } from "../contract/edge/click-pack.ts";
import { deliverPack } from "./pack-delivery.ts";

const pack: ClickPack = Object.freeze({ id: "pack_1", at: 1, clicks: Object.freeze([]) });
const refuse = () => Promise.reject(new Error("refused"));

/** A queue and a core that refuse so many times before they take a pack. */
function newParts(queueRefusals: number, coreRefusals: number) {
  const send = vi.fn();
  const acceptClicks = vi.fn();
  for (let count = 0; count < queueRefusals; count++) send.mockImplementationOnce(refuse);
  for (let count = 0; count < coreRefusals; count++) acceptClicks.mockImplementationOnce(refuse);
  const wait = vi.fn().mockResolvedValue(undefined);
  return { queue: { send }, core: { acceptClicks }, wait };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a pack", () => {
  it.each([
    ["goes to the queue", 0, 0, 1, 0],
    ["goes to core when the queue refuses", 1, 0, 1, 1],
    ["is offered again when both refuse", 1, 1, 2, 1],
    ["is offered again and again", 4, 4, 5, 4],
  ])("%s", async (_, queueRefusals, coreRefusals, sent, accepted) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const parts = newParts(queueRefusals, coreRefusals);
    await deliverPack(pack, parts);
    expect(parts.queue.send).toHaveBeenCalledTimes(sent);
    expect(parts.core.acceptClicks).toHaveBeenCalledTimes(accepted);
    expect(log).not.toHaveBeenCalled();
  });

  it("is the same in every try, so that it can be deduplicated", async () => {
    const parts = newParts(3, 3);
    await deliverPack(pack, parts);
    const given = [...parts.queue.send.mock.calls, ...parts.core.acceptClicks.mock.calls];
    expect(given.every(([offered]) => offered === pack)).toBe(true);
  });

  it("waits longer each time, less in all than a request may outlive its answer", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const parts = newParts(99, 99);
    await deliverPack(pack, parts);
    const waits = parts.wait.mock.calls.map(([ms]) => Number(ms));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(30_000);
  });

  it("that nobody takes is logged with its count, and nothing is thrown", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    await deliverPack(pack, newParts(99, 99));
    expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({
      event: "clicks_lost",
      pack: "pack_1",
      clicks: 0,
    });
  });
});
