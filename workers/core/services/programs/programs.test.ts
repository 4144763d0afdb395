import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb } from "../../../db/batch.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { programStates, programs } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { stateAt } from "../../../domain/states.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";
import { runDueOutbox } from "../outbox/run-due.ts";
import { changeProgramState } from "./change-state.ts";
import { editProgram } from "./edit.ts";

const db = openDb(env.DB);
const entryOf = (id: string) => env.LINKS.get<object>(entryKey.program(id), "json");
const linkEntryOf = (slug: string) => env.LINKS.get<object>(entryKey.link("*", slug), "json");

describe("a program's state", () => {
  it("changes from now on, and at the edge", async () => {
    const { program } = await makeSample(db);
    const ctx = testContext({}, SAMPLE_AT + 500);
    await changeProgramState(ctx, { programId: program.id, state: "paused", reason: "sold out" });
    await ctx.settle();
    const history = await db
      .select()
      .from(programStates)
      .where(eq(programStates.programId, program.id));
    expect(stateAt(history, SAMPLE_AT + 499)).toBe("active");
    expect(stateAt(history, SAMPLE_AT + 500)).toBe("paused");
    expect(await entryOf(program.id)).toMatchObject({ state: "paused", version: 2 });
  });

  it("is final once it has ended", async () => {
    const { program } = await makeSample(db, { program: { state: "ended" } });
    const change = { programId: program.id, reason: null };
    const ctx = testContext();
    await expect(changeProgramState(ctx, { ...change, state: "active" })).rejects.toMatchObject({
      code: "program.ended",
    });
    await expect(changeProgramState(ctx, { ...change, state: "ended" })).rejects.toMatchObject({
      code: "program.same_state",
    });
  });

  it("is not changed by whoever may not, nor where there is no program", async () => {
    const change = { programId: "prog_none", state: "paused", reason: null } as const;
    await expect(changeProgramState(testContext(), change)).rejects.toMatchObject({
      code: "program.not_found",
    });
    const nobody = testContext({ actor: ANONYMOUS });
    await expect(changeProgramState(nobody, change)).rejects.toBeInstanceOf(PermissionDenied);
  });
});

describe("editing a program", () => {
  it("tells the edge by one write", async () => {
    const { program } = await makeSample(db);
    const ctx = testContext();
    await editProgram(ctx, program.id, {
      allowed_hosts: ["neu.example"],
      settings: { click_window_days: 7 },
    });
    await ctx.settle();
    expect(await entryOf(program.id)).toMatchObject({
      version: 2,
      allowedHosts: ["neu.example"],
      windowDays: 7,
    });
  });

  it("of the UTM template reaches each link that has none of its own, and no other", async () => {
    const { program, link } = await makeSample(db);
    const own = await makeSample(db, { link: { utm: { utm_medium: "own" } } });
    const ctx = testContext();
    await editProgram(ctx, program.id, { utm: { utm_source: "partners" } });
    await editProgram(ctx, own.program.id, { utm: { utm_source: "partners" } });
    await ctx.settle();
    await runDueOutbox(ctx);
    expect(await linkEntryOf(link.slug)).toMatchObject({
      version: 2,
      utm: { utm_source: "partners" },
    });
    expect(await linkEntryOf(own.link.slug)).toBeNull();
  });

  it("that changes nothing is nothing", async () => {
    const { program } = await makeSample(db);
    await editProgram(testContext(), program.id, { name: program.name });
    const [row] = await db.select().from(programs).where(eq(programs.id, program.id));
    expect(row?.version).toBe(1);
    expect(await db.$count(auditEvents, eq(auditEvents.subjectId, program.id))).toBe(0);
  });

  it("keeps what it was in the audit event", async () => {
    const { program } = await makeSample(db);
    await editProgram(testContext(), program.id, { token_param: "ref" });
    const [event] = await db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, program.id));
    expect(event).toMatchObject({ before: { tokenParam: "td" }, after: { tokenParam: "ref" } });
  });

  it("refuses a fallback that its own list does not allow", async () => {
    const { program } = await makeSample(db);
    const edit = editProgram(testContext(), program.id, { fallback_url: "https://evil.example/" });
    await expect(edit).rejects.toMatchObject({ code: "link.destination_not_allowed" });
  });
});
