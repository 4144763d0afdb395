import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "../../../contract/problem.ts";
import { openDb } from "../../../db/batch.ts";
import { callSample } from "../../testing/app.ts";
import { makeSample } from "../../testing/sample.ts";

let key: string;
beforeAll(async () => {
  ({ key } = await makeSample(openDb(env.DB)));
});
const refusal = async (body: unknown) => {
  const answer = await callSample("/links", { body, key });
  return { status: answer.status, problem: problemSchema.parse(await answer.json()) };
};

describe("a body that is JSON", () => {
  it("but not well formed is refused", async () => {
    const { status, problem } = await refusal('{"affiliate_id": ');
    expect(status).toBe(400);
    expect(problem.code).toBe("request.malformed_json");
  });

  it("lists every field that is wrong, by its path", async () => {
    const { status, problem } = await refusal({
      affiliate_id: 7,
      destination: "https://shop.example/",
      targets: [
        { countries: ["DE"], destination: "https://shop.example/" },
        { countries: ["DEU"], destination: "nowhere" },
      ],
    });
    expect(status).toBe(422);
    expect(problem.code).toBe("request.invalid");
    expect(problem.errors?.map(({ path, code }) => [path, code])).toEqual([
      ["affiliate_id", "invalid_type"],
      ["targets[1].countries[0]", "invalid_format"],
      ["targets[1].destination", "invalid_format"],
    ]);
  });

  it("refuses unknown fields, each by its name, at any depth", async () => {
    const { problem } = await refusal({
      affiliate_id: "aff_x",
      destination: "https://shop.example/",
      is_admin: true,
      role: "owner",
      targets: [{ countries: ["DE"], destination: "https://shop.example/", weight: 1 }],
    });
    const unknown = problem.errors?.filter(({ code }) => code === "unknown_field");
    expect(unknown?.map(({ path }) => path).sort()).toEqual([
      "is_admin",
      "role",
      "targets[0].weight",
    ]);
  });

  it.each([
    ["null", null],
    ["a list", []],
    ["a text", '"text"'],
    ["a number", "3"],
  ])("but %s instead of an object is refused", async (_, body) => {
    expect((await refusal(body)).status).toBe(422);
  });
});
