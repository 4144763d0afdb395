/** IP addresses and networks, IPv4 and IPv6 (RFC 4291 §2.2 for the texts). */

const V4_BYTES = 4;
const V6_BYTES = 16;
const V6_GROUPS = 8;
/** ::ffff:0:0/96, RFC 4291 §2.5.5.2: such an address is the IPv4 address inside. */
const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];
/** What one subscriber has of IPv6 at least (RFC 6177): within it addresses cost nothing. */
const SUBSCRIBER_BITS = 64;

/** 4 or 16 bytes. */
export type IpAddress = readonly number[];
export type IpNetwork = { readonly address: IpAddress; readonly bits: number };

function parseV4(text: string): number[] | null {
  const parts = text.split(".");
  if (parts.length !== V4_BYTES || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part)))
    return null;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** The bytes of `a:b:c`, the last part of which may be an IPv4 address; `null` when it is none. */
function parseGroups(text: string): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 && part.includes(".") ? parseV4(part) : null;
    if (v4 !== null) bytes.push(...v4);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 255);
    } else return null;
  }
  return bytes;
}

function parseV6(text: string): number[] | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(parseGroups);
  if (!head || tail === null) return null;
  if (tail === undefined) return head.length === V6_BYTES ? head : null;
  const missing = V6_BYTES - head.length - tail.length;
  if (missing < V6_BYTES / V6_GROUPS) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

const isMapped = (bytes: IpAddress) =>
  bytes.length === V6_BYTES && MAPPED_PREFIX.every((byte, index) => bytes[index] === byte);

/** The address that `text` writes, an IPv4-mapped one as IPv4; `null` when it writes none. */
export function parseIpAddress(text: string): IpAddress | null {
  const bytes = text.includes(":") ? parseV6(text) : parseV4(text);
  return bytes !== null && isMapped(bytes) ? bytes.slice(MAPPED_PREFIX.length) : bytes;
}

/** The network that `text` writes: an address alone, or one with `/bits`; `null` when it writes none. */
export function parseIpNetwork(text: string): IpNetwork | null {
  const [address = "", length, ...rest] = text.split("/");
  const bytes = address.includes(":") ? parseV6(address) : parseV4(address);
  if (bytes === null || rest.length > 0) return null;
  if (length === undefined) return wholeNetwork(bytes, bytes.length * 8);
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bytes.length * 8) return null;
  return wholeNetwork(bytes, Number(length));
}

/** A network of mapped addresses is one of IPv4. */
function wholeNetwork(bytes: IpAddress, bits: number): IpNetwork {
  const prefixBits = MAPPED_PREFIX.length * 8;
  if (!isMapped(bytes) || bits < prefixBits) return { address: bytes, bits };
  return { address: bytes.slice(MAPPED_PREFIX.length), bits: bits - prefixBits };
}

/** Whether `address` lies in `network`; never across the two families. */
export function isInNetwork(address: IpAddress, network: IpNetwork): boolean {
  if (address.length !== network.address.length) return false;
  return address.every((byte, index) => {
    const bits = Math.min(Math.max(network.bits - index * 8, 0), 8);
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) === ((network.address[index] ?? 0) & mask);
  });
}

/** Whether `text` is an address in one of `networks`; a text that is no address lies in none. */
export function isAddressIn(text: string, networks: readonly IpNetwork[]): boolean {
  const address = parseIpAddress(text);
  return address !== null && networks.some((network) => isInNetwork(address, network));
}

/**
 * What one client is limited by: its IPv4 address, or its /64 of IPv6, of which a subscriber has all. A
 * text that is no address stands for itself.
 */
export function subscriberOf(text: string): string {
  const address = parseIpAddress(text);
  if (address === null) return text;
  const bytes = address.length === V4_BYTES ? address : address.slice(0, SUBSCRIBER_BITS / 8);
  return bytes.join(".");
}
