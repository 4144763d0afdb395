import { describe, expect, it } from "vitest";
import { checkAnswers, type FormField } from "./application-form.ts";

const field = (changes: Partial<FormField>): FormField => ({
  key: "site",
  label: "Your site",
  kind: "text",
  required: true,
  ...changes,
});

describe("an application's answers", () => {
  it("are kept with the question as it was asked", () => {
    expect(checkAnswers([field({})], { site: "  example.com " })).toEqual({
      answers: [{ key: "site", label: "Your site", value: "example.com" }],
      errors: [],
    });
  });

  it.each([
    ["required", field({}), {}],
    ["required", field({}), { site: "   " }],
    ["required", field({ kind: "checkbox" }), { site: "false" }],
    ["too_long", field({}), { site: "x".repeat(201) }],
    ["invalid_url", field({ kind: "url" }), { site: "javascript:alert(1)" }],
    ["not_an_option", field({ kind: "choice", options: ["a"] }), { site: "b" }],
    ["not_an_option", field({ kind: "checkbox" }), { site: "yes" }],
  ])("are refused as %s", (code, asked, given) => {
    expect(checkAnswers([asked], given).errors).toEqual([{ key: "site", code }]);
  });

  it("to what was not asked are refused, also by names every object has", () => {
    expect(checkAnswers([field({ required: false })], { other: "x" }).errors).toEqual([
      { key: "other", code: "unknown_field" },
    ]);
    expect(checkAnswers([field({ key: "constructor" })], {}).errors).toEqual([
      { key: "constructor", code: "required" },
    ]);
  });

  it("may leave out what is not required", () => {
    expect(checkAnswers([field({ required: false })], {})).toEqual({ answers: [], errors: [] });
  });
});
