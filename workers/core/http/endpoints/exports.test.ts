import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { outbox } from "../../../db/schema/operations.ts";
import { pruneExports } from "../../services/exports/prune.ts";
import { runDueOutbox } from "../../services/outbox/run-due.ts";
import { callApi, type Json } from "../../testing/api.ts";
import { makeCompany } from "../../testing/company.ts";
import { testContext } from "../../testing/context.ts";
import { makeNewcomer, person } from "../../testing/people.ts";

const db = openDb(env.DB);
const DAY_MS = 86_400_000;

/** What is in an export's zip: the rows of each part. */
async function contentOf(key: string): Promise<Json> {
  const file = await env.FILES.get(key);
  const bytes = new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer());
  const files = Object.entries(unzipSync(bytes));
  return Object.fromEntries(
    files.map(([name, content]) => [
      name.replace(/^\d+-(.*)\.json$/, "$1"),
      JSON.parse(strFromU8(content)),
    ]),
  );
}

const fileKeyOf = (id: string) =>
  env.DB.prepare("select file_key from data_exports where id = ?")
    .bind(id)
    .first<string>("file_key");

describe("an export of one's data", () => {
  it("is made in the background, and holds what is kept about the person and no one else", async () => {
    const { affiliate, ids, newcomer } = await makeCompany();
    const asked = await callApi("/me/exports", { method: "POST", actor: affiliate });
    expect([asked.status, asked.body.state]).toEqual([202, "running"]);
    await runDueOutbox(testContext());
    const { body } = await callApi(`/me/exports/${asked.body.id}`, { actor: affiliate });
    expect(body).toMatchObject({ state: "ready", progress: 100, bytes: expect.any(Number) });
    const content = await contentOf((await fileKeyOf(asked.body.id)) ?? "");
    expect(Object.keys(content).sort()).toEqual(
      [
        "profile",
        "sessions",
        "teams",
        "affiliates",
        "applications",
        "payees",
        "links",
        "conversions",
        "commissions",
      ].sort(),
    );
    expect(content.profile).toMatchObject([{ id: affiliate.id, name: "Mara Example" }]);
    expect(content.affiliates).toMatchObject([{ id: ids.affiliate }]);
    expect(content.conversions.map((row: Json) => row.id)).toContain(ids.conversion);
    expect(content.commissions.map((row: Json) => row.id)).toContain(ids.commission);
    expect(content.links.map((row: Json) => row.id)).toContain(ids.link);
    const text = JSON.stringify(content);
    for (const foreign of [newcomer.id, ids.otherAffiliate, ids.customer]) {
      expect(text).not.toContain(foreign);
    }
  });

  it("is told by a mail, and downloaded as a zip", async () => {
    const actor = await makeNewcomer(db);
    const asked = await callApi("/me/exports", { method: "POST", actor });
    await runDueOutbox(testContext());
    const mails = await env.DB.prepare("select kind from mails where user_id = ?")
      .bind(actor.id)
      .all();
    expect(mails.results).toEqual([{ kind: "data_export_ready" }]);
    const file = await callApi(`/me/exports/${asked.body.id}/file`, { actor });
    expect(file.status).toBe(200);
    expect(file.headers.get("content-type")).toBe("application/zip");
    expect(file.headers.get("cache-control")).toContain("no-store");
    expect(file.text.startsWith("PK")).toBe(true);
    const left = await env.FILES.list({ prefix: `exports/${actor.id}/` });
    expect(left.objects).toHaveLength(1);
  });

  it("is made once at a time", async () => {
    const actor = await makeNewcomer(db);
    const ask = () => callApi("/me/exports", { method: "POST", actor });
    const first = await ask();
    await db.delete(outbox);
    await env.DB.prepare("update data_exports set state = 'running' where id = ?")
      .bind(first.body.id)
      .run();
    const second = await ask();
    expect([second.status, second.body.code]).toEqual([409, "export.running"]);
  });

  it("goes on where it stopped when an invocation dies between two pages", async () => {
    const { affiliate } = await makeCompany();
    const asked = await callApi("/me/exports", { method: "POST", actor: affiliate });
    await env.DB.prepare(
      "update data_exports set state = 'running', parts_done = 7, pages = 7 where id = ?",
    )
      .bind(asked.body.id)
      .run();
    const row = { id: "obx_again", kind: "export.collect", subjectId: asked.body.id, payload: {} };
    await db.insert(outbox).values({ ...row, createdAt: 0, dueAt: 0 });
    await runDueOutbox(testContext());
    const content = await contentOf((await fileKeyOf(asked.body.id)) ?? "");
    expect(Object.keys(content)).toEqual(["conversions", "commissions"]);
  });

  it("is the person's alone: to anybody else it is not there", async () => {
    const { ids, affiliate, team } = await makeCompany();
    for (const actor of [affiliate, team.owner, person({ platformAdmin: true })]) {
      for (const path of [`/me/exports/${ids.export}`, `/me/exports/${ids.export}/file`]) {
        const { status, body } = await callApi(path, { actor });
        expect([status, body.code]).toEqual([404, "export.not_found"]);
      }
    }
  });

  it("expires after seven days, and its file is deleted", async () => {
    const actor = await makeNewcomer(db);
    const asked = await callApi("/me/exports", { method: "POST", actor });
    await runDueOutbox(testContext());
    const path = `/me/exports/${asked.body.id}`;
    const later = Date.now() + 8 * DAY_MS;
    const over = await callApi(`${path}/file`, { actor, now: later });
    expect([over.status, over.body.code]).toEqual([410, "export.expired"]);
    expect(await pruneExports(testContext({}, later))).toBeGreaterThan(0);
    expect((await env.FILES.list({ prefix: `exports/${actor.id}/` })).objects).toEqual([]);
    expect((await callApi(path, { actor })).body).toMatchObject({ state: "expired" });
  });

  it("is listed, the newest first, page by page", async () => {
    const actor = await makeNewcomer(db);
    const made: string[] = [];
    for (let day = 0; day < 3; day++) {
      const now = Date.now() - (3 - day) * 1_000;
      made.push((await callApi("/me/exports", { method: "POST", actor, now })).body.id);
      await runDueOutbox(testContext());
    }
    const first = await callApi("/me/exports?limit=2", { actor });
    const rest = await callApi(`/me/exports?limit=2&cursor=${first.body.next_cursor}`, { actor });
    const listed = [...first.body.data, ...rest.body.data].map((one: Json) => one.id);
    expect(listed).toEqual(made.toReversed());
    expect(rest.body.next_cursor).toBeNull();
  });
});
