import { describe, expect, it } from "vitest";
import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";
import { ProblemError, problem, problemSchema } from "./problem.ts";

const codes = Object.keys(ERROR_CODES) as ErrorCode[];

describe("a problem document", () => {
  it("says what went wrong in the form of RFC 9457", () => {
    const error = problem("link.slug_taken")({ detail: "spring is taken." });
    expect(error.toDocument("req_1")).toEqual({
      type: "urn:trackdesk:problem:link.slug_taken",
      title: "The slug is taken",
      status: 409,
      code: "link.slug_taken",
      detail: "spring is taken.",
      request_id: "req_1",
    });
  });

  it("lists the fields that are wrong, and leaves out what it does not have", () => {
    const errors = [{ path: "amount", code: "too_small", message: "Too small." }];
    const document = problem("request.invalid")({ errors }).toDocument("req_1");
    expect(document.errors).toEqual(errors);
    expect(document).not.toHaveProperty("detail");
    expect(problem("internal")().toDocument("req_1")).not.toHaveProperty("errors");
  });

  it("never tells its cause", () => {
    const cause = new Error("SQLITE_ERROR: no such table");
    const document = new ProblemError("internal", { cause }).toDocument("req_1");
    expect(JSON.stringify(document)).not.toContain("SQLITE");
  });

  it("is an error that can be told from others", () => {
    const error = problem("job.running")({ retryAfter: 3 });
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: "job.running", status: 409, retryAfter: 3 });
  });
});

describe("error codes", () => {
  it.each(codes)(
    "%s has a status of an error, a title, and a document that fits the schema",
    (code) => {
      expect(ERROR_CODES[code].status).toBeGreaterThanOrEqual(400);
      expect(ERROR_CODES[code].status).toBeLessThan(600);
      expect(problemSchema.parse(problem(code)().toDocument("req_1")).code).toBe(code);
    },
  );

  it("are a noun and a word, in lower case", () => {
    for (const code of codes.filter((name) => name !== "internal")) {
      expect(code).toMatch(/^[a-z_]+\.[a-z_]+$/);
    }
  });
});
