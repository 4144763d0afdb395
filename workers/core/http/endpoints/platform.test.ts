import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi, type Json } from "../../testing/api.ts";
import { makeCompany } from "../../testing/company.ts";
import { makePerson, person } from "../../testing/people.ts";

const db = openDb(env.DB);
const admin = person({ platformAdmin: true });
const lists = ["/platform/users", "/platform/organizations"];

describe("an admin of the installation", () => {
  it("finds people by how their address begins, page by page, and nobody else", async () => {
    const actors = [person(), person(), person()];
    for (const actor of actors) await makePerson(db, actor);
    const start = newId("req");
    for (const [index, { id }] of actors.entries()) {
      const email = `${index === 2 ? "other" : start}.${index}@people.example`;
      await env.DB.prepare("update users set email = ? where id = ?").bind(email, id).run();
    }
    const path = `/platform/users?limit=1&email=${start.toUpperCase()}`;
    const first = await callApi(path, { actor: admin });
    const rest = await callApi(`${path}&cursor=${first.body.next_cursor}`, { actor: admin });
    const found = [...first.body.data, ...rest.body.data].map((one: Json) => one.id);
    expect(found).toEqual([actors[0]?.id, actors[1]?.id]);
    expect(rest.body.next_cursor).toBeNull();
  });

  it("sees every organization, the newest first, page by page", async () => {
    const made = [await makeCompany(), await makeCompany()].map(({ ids }) => ids.organization);
    const path = "/platform/organizations?limit=1";
    const first = await callApi(path, { actor: admin });
    const next = await callApi(`${path}&cursor=${first.body.next_cursor}`, { actor: admin });
    const found = [...first.body.data, ...next.body.data].map((one: Json) => one.id);
    expect(found).toEqual(made.toReversed());
  });

  it.each(lists)("needs two factors for %s", async (path) => {
    const actor = person({ platformAdmin: true, twoFactor: false });
    expect((await callApi(path, { actor })).status).toBe(403);
  });

  it.each(lists)("is needed for %s: whoever else asks is refused", async (path) => {
    const { team, affiliate, key } = await makeCompany();
    for (const actor of [team.owner, affiliate, key, person()]) {
      expect((await callApi(path, { actor })).body.code).toBe("auth.not_allowed");
    }
    expect((await callApi(path)).status).toBe(401);
    const answer = await callApi(`${path}?cursor=nonsense`, { actor: admin });
    expect(answer.body.code).toBe("request.invalid_cursor");
  });
});
