import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAddressIn, parseIpAddress, parseIpNetwork, subscriberOf } from "./ip-address.ts";

const networks = (...texts: string[]) =>
  texts.map((text) => {
    const network = parseIpNetwork(text);
    if (network === null) throw new Error(`${text} is no network`);
    return network;
  });

describe("an address is read", () => {
  it.each([
    ["203.0.113.7", [203, 0, 113, 7]],
    ["0.0.0.0", [0, 0, 0, 0]],
    ["::", new Array(16).fill(0)],
    ["::1", [...new Array(15).fill(0), 1]],
    ["2001:db8::8:800:200c:417a", [32, 1, 13, 184, 0, 0, 0, 0, 0, 8, 8, 0, 32, 12, 65, 122]],
    ["2001:DB8:0:0:8:800:200C:417A", [32, 1, 13, 184, 0, 0, 0, 0, 0, 8, 8, 0, 32, 12, 65, 122]],
    ["fe80::", [254, 128, ...new Array(14).fill(0)]],
    ["::ffff:203.0.113.7", [203, 0, 113, 7]],
    ["::FFFF:cb00:7107", [203, 0, 113, 7]],
    ["0:0:0:0:0:ffff:203.0.113.7", [203, 0, 113, 7]],
    ["64:ff9b::203.0.113.7", [0, 100, 255, 155, ...new Array(8).fill(0), 203, 0, 113, 7]],
  ])("%s", (text, bytes) => {
    expect(parseIpAddress(text)).toEqual(bytes);
  });

  it.each([
    "",
    "localhost",
    "203.0.113",
    "203.0.113.256",
    "203.0.113.07",
    "203.0.113.7.1",
    "203.0.113.7 ",
    "203.0.113.7:443",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "1:2:3:4::5:6:7:8",
    ":1",
    ":::",
    "12345::",
    "::g",
    "::203.0.113.7:1",
    "::ffff:203.0.113.999",
    "fe80::1%eth0",
  ])("%j is none", (text) => {
    expect(parseIpAddress(text)).toBeNull();
  });
});

describe("a network is read", () => {
  it.each(["203.0.113.0/24", "0.0.0.0/0", "203.0.113.7", "2001:db8::/32", "::/0", "::1"])(
    "%s",
    (text) => expect(parseIpNetwork(text)).not.toBeNull(),
  );

  it.each([
    "203.0.113.0/33",
    "203.0.113.0/",
    "203.0.113.0/-1",
    "203.0.113.0/08",
    "203.0.113.0/8/8",
    "2001:db8::/129",
    "/24",
    "*",
  ])("%j is none", (text) => {
    expect(parseIpNetwork(text)).toBeNull();
  });
});

describe("an address lies in a network", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7", "203.0.113.0/24"],
    ["203.0.113.200", "203.0.113.128/25"],
    ["203.0.113.7", "0.0.0.0/0"],
    ["::ffff:203.0.113.7", "203.0.113.0/24"],
    ["203.0.113.7", "::ffff:203.0.113.0/120"],
    ["203.0.113.7", "::ffff:203.0.113.7"],
    ["2001:db8:1::5", "2001:db8::/32"],
    ["2001:0DB8:0001:0:0:0:0:5", "2001:db8:1::5"],
    ["2001:db8::8000", "2001:db8::8000/113"],
  ])("%s in %s", (address, network) => {
    expect(isAddressIn(address, networks("198.51.100.1", network))).toBe(true);
  });

  it.each([
    ["203.0.114.7", "203.0.113.0/24"],
    ["203.0.113.7", "203.0.113.128/25"],
    ["203.0.113.8", "203.0.113.7"],
    ["2001:db9::1", "2001:db8::/32"],
    ["2001:db8::1", "0.0.0.0/0"],
    ["203.0.113.7", "::/0"],
    ["nobody", "0.0.0.0/0"],
    ["", "::/0"],
  ])("%s not in %s", (address, network) => {
    expect(isAddressIn(address, networks(network))).toBe(false);
  });

  it("if it is the network's own, whatever its length", () => {
    const v4 = fc.tuple(fc.ipV4(), fc.nat(32));
    const v6 = fc.tuple(fc.ipV6(), fc.nat(128));
    fc.assert(
      fc.property(fc.oneof(v4, v6), ([address, bits]) => {
        const whole = address.includes(":") ? 128 : 32;
        const length = parseIpAddress(address)?.length === 4 && whole === 128 ? whole : bits;
        expect(isAddressIn(address, networks(`${address}/${length}`))).toBe(true);
      }),
    );
  });
});

describe("one subscriber", () => {
  it.each([
    ["has one IPv4 address", "203.0.113.7", "203.0.113.7", true],
    ["is written in either way", "203.0.113.7", "::ffff:203.0.113.7", true],
    ["is not the neighbour", "203.0.113.7", "203.0.113.8", false],
    ["has a whole /64 of IPv6", "2001:db8:0:1::5", "2001:db8:0:1:ffff::9", true],
    ["has not the next /64", "2001:db8:0:1::5", "2001:db8:0:2::5", false],
    ["is the text where there is no address", "?", "?", true],
  ])("%s", (_, a, b, same) => {
    expect(subscriberOf(a) === subscriberOf(b)).toBe(same);
  });
});
