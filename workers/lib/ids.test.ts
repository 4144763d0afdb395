import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTypeId, derivedId, encodeTypeId, newId, uuidV7 } from "./ids.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("a TypeID", () => {
  // From the specification's valid.yml
  it.each([
    ["00000000000000000000000000000000", "00000000000000000000000000"],
    ["00000000000000000000000000000001", "00000000000000000000000001"],
    ["ffffffffffffffffffffffffffffffff", "7zzzzzzzzzzzzzzzzzzzzzzzzz"],
    ["0110c8531d0952d8d73e1194e95b5f19", "0123456789abcdefghjkmnpqrs"],
  ])("of %s is %s", (bytes, text) => {
    expect(encodeTypeId("link", Buffer.from(bytes, "hex"))).toBe(`link_${text}`);
    expect(hex(decodeTypeId("link", `link_${text}`) ?? new Uint8Array())).toBe(bytes);
  });

  it("comes back from its text", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(decodeTypeId("aff", encodeTypeId("aff", bytes))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["another prefix", "aff_00000000000000000000000001"],
    ["too short", "link_0000000000000000000000001"],
    ["too large for 128 bits", "link_8zzzzzzzzzzzzzzzzzzzzzzzzz"],
    ["a letter outside the alphabet", "link_0000000000000000000000000u"],
    ["upper case", "link_0000000000000000000000000A"],
    ["nothing", ""],
  ])("is refused with %s", (_, text) => {
    expect(decodeTypeId("link", text)).toBeNull();
  });
});

describe("a UUIDv7", () => {
  // RFC 9562 appendix A.6
  it("has the time first, then version and variant", () => {
    const random = Buffer.from("0cc318c4dc0c0c07398f", "hex");
    expect(hex(uuidV7(0x017f22e279b0, random)).slice(0, 13)).toBe("017f22e279b07");
    expect((uuidV7(0x017f22e279b0, random)[8] ?? 0) >> 6).toBe(2);
  });

  it("sorts by time", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (a, b) => {
        const first = encodeTypeId("x", uuidV7(1.7e12 + a, new Uint8Array(10).fill(255)));
        const second = encodeTypeId("x", uuidV7(1.7e12 + a + b + 1, new Uint8Array(10)));
        expect(first < second).toBe(true);
      }),
    );
  });
});

describe("a derived id", () => {
  it("is the same for the same source, and another for another", async () => {
    const id = await derivedId("conv", "a call");
    expect(await derivedId("conv", "a call")).toBe(id);
    expect(await derivedId("conv", "another call")).not.toBe(id);
    expect(decodeTypeId("conv", id)).not.toBeNull();
  });

  it("is never one that `newId` could make", async () => {
    const version = (id: string) => (decodeTypeId("conv", id)?.[6] ?? 0) >> 4;
    expect(version(await derivedId("conv", "a call"))).toBe(8);
    expect(version(newId("conv"))).toBe(7);
  });
});
