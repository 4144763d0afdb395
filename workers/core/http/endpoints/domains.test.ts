import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { linkDomains } from "../../../db/schema/programs.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const freshDomain = () => `go-${newId("req").slice(-10)}.example`;

async function makeProgram() {
  const sample = await makeSample(db);
  const path = `/programs/${sample.program.id}/domains`;
  const actor = memberOf(sample.organization.id, "admin");
  const add = (domain: string, headers = {}) => callApi(path, { actor, body: { domain }, headers });
  const remove = (domain: string) => callApi(`${path}/${domain}`, { actor, method: "DELETE" });
  return { ...sample, path, actor, add, remove };
}

describe("a link domain", () => {
  it("is added in lower case, listed, and given up", async () => {
    const { add, remove, path, actor, program } = await makeProgram();
    const domain = freshDomain();
    const made = await add(domain.toUpperCase());
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ domain, program_id: program.id });
    expect((await callApi(path, { actor })).body.data).toMatchObject([{ domain }]);
    expect((await remove(domain)).status).toBe(204);
    expect((await remove(domain)).body.code).toBe("domain.not_found");
    expect((await callApi(path, { actor })).body.data).toEqual([]);
  });

  it("belongs to one program", async () => {
    const [one, other] = [await makeProgram(), await makeProgram()];
    const domain = freshDomain();
    await one.add(domain);
    const again = await other.add(domain);
    expect([again.status, again.body.code]).toEqual([409, "domain.taken"]);
    expect((await one.add(domain)).body.code).toBe("domain.taken");
    expect((await other.remove(domain)).body.code).toBe("domain.not_found");
    expect(await db.$count(linkDomains, eq(linkDomains.domain, domain))).toBe(1);
  });

  it("is added once by one Idempotency-Key", async () => {
    const { add } = await makeProgram();
    const domain = freshDomain();
    const first = await add(domain, { "idempotency-key": "once" });
    expect((await add(domain, { "idempotency-key": "once" })).body).toEqual(first.body);
  });

  it("stays while links lead from it", async () => {
    const sample = await makeProgram();
    const domain = freshDomain();
    await sample.add(domain);
    const link = await callApi("/links", {
      actor: sample.actor,
      body: {
        affiliate_id: sample.affiliate.id,
        domain,
        slug: "spring",
        destination: "https://shop.example/",
      },
    });
    expect(link.status, link.text).toBe(201);
    expect((await sample.remove(domain)).body.code).toBe("domain.in_use");
    await env.DB.prepare("update links set ended_at = 1 where id = ?").bind(link.body.id).run();
    expect((await sample.remove(domain)).status).toBe(204);
  });

  it("is none of the installation's own", async () => {
    const { add } = await makeProgram();
    await expect(add("localhost.example")).resolves.toMatchObject({ status: 201 });
    const own = [...env.API_HOSTS.split(",")]
      .map((host) => host.trim())
      .filter((host) => host.includes("."));
    for (const host of own) {
      expect((await add(host)).body.code).toBe("domain.reserved");
    }
  });

  it.each(["localhost", "a b.example", "shop.example:80", "*.shop.example", "-a.example", ""])(
    "is not %j",
    async (domain) => {
      const { add } = await makeProgram();
      expect((await add(domain)).status).toBe(422);
    },
  );

  it("is listed page by page, to affiliates too", async () => {
    const sample = await makeProgram();
    const domains = [freshDomain(), freshDomain(), freshDomain()].sort();
    for (const domain of domains) await sample.add(domain);
    const actor = affiliateOf(sample);
    const first = await callApi(`${sample.path}?limit=2`, { actor });
    const second = await callApi(`${sample.path}?limit=2&cursor=${first.body.next_cursor}`, {
      actor,
    });
    const listed = [...first.body.data, ...second.body.data].map(({ domain }) => domain);
    expect(listed).toEqual(domains);
  });

  it("is changed by admins of the program's organization only", async () => {
    const sample = await makeProgram();
    const body = { domain: freshDomain() };
    for (const actor of [affiliateOf(sample), memberOf(sample.organization.id, "manager")]) {
      expect((await callApi(sample.path, { actor, body })).body.code).toBe("auth.not_allowed");
    }
    const other = await makeSample(db);
    for (const actor of [memberOf(other.organization.id), keyOf(other)]) {
      expect((await callApi(sample.path, { actor, body })).body.code).toBe("program.not_found");
      expect((await callApi(sample.path, { actor })).body.code).toBe("program.not_found");
    }
  });
});
