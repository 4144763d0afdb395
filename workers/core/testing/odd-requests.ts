/** Wrong and odd requests, made from an example that is right. The same seed makes the same requests. */
import * as fc from "fast-check";
import type { EndpointExample } from "../http/endpoint.ts";

/** Values that no field expects, and some that look right. */
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  "",
  " ",
  "0",
  "null",
  "x".repeat(5_000),
  "ä😀é",
  "\u0000",
  "a\r\nb: c",
  "\ud800",
  "مرحبا بالعالم",
  "=cmd|' /C calc'!A0",
  "<script>alert(1)</script>",
  "'; drop table links; --",
  "javascript:alert(1)",
  "http://localhost:1/",
  "https://user:pass@shop.example/",
  "2026-02-30",
  "0000-00-00T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "link_00000000000000000000000000",
  [],
  [null],
  [[[[[[]]]]]],
  {},
  { __proto__: null },
  { a: { b: { c: { d: { e: {} } } } } },
  Array.from({ length: 2_000 }, (_, index) => index),
];

const oddValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);
const oddText = fc.oneof(
  fc.constantFrom(
    ...ODD_VALUES.filter(
      (value): value is string => typeof value === "string" && value.length < 1000,
    ),
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
);

type Path = readonly (string | number)[];

/** Every place in a value. */
function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  const children = Object.entries(value).flatMap(([key, child]) =>
    placesIn(child, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return [at, ...children];
}

function withChange(
  value: unknown,
  [head, ...rest]: Path,
  change: (old: unknown) => unknown,
): unknown {
  if (head === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((child, index) => (index === head ? withChange(child, rest, change) : child));
  }
  const entries = Object.entries(value as object).map(([key, child]) => [
    key,
    key === head ? withChange(child, rest, change) : child,
  ]);
  return Object.fromEntries(entries);
}

const REMOVED = Symbol("removed");

/** JSON of a value in which one place was removed, or turned into something else. */
function changedBody(body: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(body);
  return fc
    .tuple(fc.constantFrom(...places), fc.oneof(oddValue, fc.constant(REMOVED)))
    .map(([place, odd]) => withChange(body, place, () => (odd === REMOVED ? undefined : odd)));
}

const withUnknownField = (body: unknown) =>
  fc
    .tuple(
      fc.constantFrom("role", "id", "__proto__", "constructor", "organization_id", "mode"),
      oddValue,
    )
    .map(([name, odd]) =>
      typeof body === "object" && body !== null && !Array.isArray(body)
        ? { ...body, [name]: odd }
        : { [name]: odd },
    );

/** Texts that are no JSON at all, or JSON that is no object. */
const brokenText = fc.constantFrom(
  "{",
  '{"a":1,}',
  "[1,2",
  "nul",
  "\u0000",
  '"text"',
  "[]",
  "7",
  "null",
  `${"[".repeat(3_000)}${"]".repeat(3_000)}`,
  `{"a":`.repeat(2_000),
  "a,b\n1,2",
  '"unclosed',
  "\ufeffname\n=1+1",
);

const CONTENT_TYPES = [
  "text/plain",
  "application/xml",
  "multipart/form-data",
  "application/json; charset=utf-16",
  "",
];

export type OddRequest = {
  readonly example: EndpointExample;
  readonly headers: Readonly<Record<string, string>>;
};

const headerValue = (text: string) => text.replace(/[^\x21-\x7e]/g, "") || "x";

/**
 * @param foreign ids of another organization, by the name of a path's parameter
 */
export function oddRequests(
  example: EndpointExample,
  foreign: readonly string[],
): fc.Arbitrary<OddRequest> {
  const same = { example, headers: {} };
  const { params = {}, query = {}, body } = example;
  const kinds: fc.Arbitrary<OddRequest>[] = [
    fc
      .tuple(
        fc.constantFrom("other", "limit", "cursor", "sort", "format", ...Object.keys(query)),
        oddText,
      )
      .map(([name, odd]) => ({
        ...same,
        example: { ...example, query: { ...query, [name]: odd } },
      })),
    fc
      .tuple(fc.constantFrom("idempotency-key", "if-match", "accept", "x-request-id"), oddText)
      .map(([name, odd]) => ({ ...same, headers: { [name]: headerValue(odd) } })),
  ];
  if (Object.keys(params).length > 0) {
    const anyParam = fc.constantFrom(...Object.keys(params));
    kinds.push(
      fc.tuple(anyParam, fc.oneof(oddText, fc.constantFrom(...foreign))).map(([name, odd]) => ({
        ...same,
        example: { ...example, params: { ...params, [name]: odd || "x" } },
      })),
    );
  }
  if (body !== undefined) {
    kinds.push(
      ...Array.from({ length: 4 }, () =>
        changedBody(body).map((odd) => ({ ...same, example: { ...example, body: odd } })),
      ),
      withUnknownField(body).map((odd) => ({ ...same, example: { ...example, body: odd } })),
      fc
        .constantFrom(...CONTENT_TYPES)
        .map((type) => ({ ...same, headers: { "content-type": type } })),
      brokenText.map((text) => ({
        example: { ...example, body: text },
        headers: { "content-type": "application/json" },
      })),
    );
  }
  return fc.oneof(...kinds);
}
