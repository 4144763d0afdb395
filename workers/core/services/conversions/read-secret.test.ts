import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { type Actor, ANONYMOUS, type ApiKeyActor, OPERATOR } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample } from "../../testing/sample.ts";
import { conversionSecret, recordingKeys } from "./keys.ts";
import { readConversionSecret } from "./read-secret.ts";

const db = openDb(env.DB);

async function makeKey(own: Partial<ApiKeyActor> = {}) {
  const { apiKey, program } = await makeSample(db);
  const actor: ApiKeyActor = { kind: "api_key", ...apiKey, ...own };
  return {
    program,
    read: (named?: string) => readConversionSecret(testContext({ actor }), named),
  };
}

describe("the secret that a merchant's server signs with", () => {
  it("is the program's own, and the same each time", async () => {
    const [one, other] = [await makeKey(), await makeKey()];
    const { program_id, secret } = await one.read();
    expect(program_id).toBe(one.program.id);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await one.read(one.program.id)).toEqual({ program_id, secret });
    expect((await other.read()).secret).not.toBe(secret);
  });

  it("is told to a key for all programs, of the one that it names", async () => {
    const { program, read } = await makeKey({ programId: null });
    const keys = await recordingKeys(testContext().env);
    expect(await read(program.id)).toEqual({
      program_id: program.id,
      secret: await conversionSecret(keys, program.id, "live"),
    });
    await expect(read()).rejects.toMatchObject({ code: "program.required" });
  });

  it("for tests is another one: who may write tests alone cannot sign what is live", async () => {
    const { program, read } = await makeKey({ mode: "test" });
    const keys = await recordingKeys(testContext().env);
    const { secret } = await read();
    expect(secret).toBe(await conversionSecret(keys, program.id, "test"));
    expect(secret).not.toBe(await conversionSecret(keys, program.id, "live"));
  });
});

describe("another's secret", () => {
  it("is not told to a key for all programs of another organization", async () => {
    const { program } = await makeSample(db);
    const { read } = await makeKey({ programId: null });
    await expect(read(program.id)).rejects.toMatchObject({ refusal: "foreign", noun: "program" });
  });

  it("is as little told as that of a program that is nowhere", async () => {
    const { read } = await makeKey({ programId: null });
    await expect(read(newId("prog"))).rejects.toMatchObject({ code: "program.not_found" });
  });

  it("is not told to a key of another program", async () => {
    const { program } = await makeSample(db);
    const { read } = await makeKey();
    await expect(read(program.id)).rejects.toMatchObject({ code: "program.not_found" });
  });

  it("is not told without the scope, or without a key", async () => {
    const { read } = await makeKey({ scopes: ["live:read"] });
    await expect(read()).rejects.toMatchObject({ refusal: "missing_scope" });
    const reading = (actor: Actor) => readConversionSecret(testContext({ actor }), newId("prog"));
    await expect(reading(ANONYMOUS)).rejects.toMatchObject({ refusal: "signed_out" });
    await expect(reading(OPERATOR)).rejects.toMatchObject({ refusal: "not_allowed" });
  });
});
