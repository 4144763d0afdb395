import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { readPort, requireFreePort } from "./port.ts";

describe("the port to serve on", () => {
  it.each([
    [undefined, 8787],
    ["", 8787],
    ["3000", 3000],
    ["65535", 65_535],
  ])("PORT %j means %i", (text, port) => {
    expect(readPort(text)).toBe(port);
  });

  it.each(["0", "65536", "-1", "80.5", "http", " 80"])("PORT %j is refused by name", (text) => {
    expect(() => readPort(text)).toThrow(/PORT is ".*"; it must be 1 to 65535/);
  });

  let other: Server | undefined;
  afterEach(() => other?.close());

  const listen = (host: string) =>
    new Promise<number>((resolve) => {
      other = createServer().listen({ port: 0, host }, () => {
        const address = other?.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });

  it("says that another program has it, and how to take another one", async () => {
    const port = await listen("127.0.0.1");
    await expect(requireFreePort(port)).rejects.toThrow(
      `Port ${port} is in use by another program.\nStop it, or start on another port:\n\n  PORT=${port + 1} npm start`,
    );
  });

  it("takes a port that nobody has", async () => {
    const port = await listen("127.0.0.1");
    await new Promise((resolve) => other?.close(resolve));
    await expect(requireFreePort(port)).resolves.toBeUndefined();
  });
});
