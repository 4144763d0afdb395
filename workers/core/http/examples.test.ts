import { describe, expect, it } from "vitest";
import { ruleOf } from "../../domain/permission-table.ts";
import { actorFor } from "../testing/allowed-actor.ts";
import { ask } from "../testing/ask.ts";
import { type Company, makeCompany } from "../testing/company.ts";
import type { Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints/index.ts";

const successOf = ({ answer, status }: Endpoint): number =>
  answer === undefined ? 204 : (status ?? 200);

describe("the example of each operation works, and answers what is documented:", () => {
  it.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))(
    "%s",
    async (_, endpoint) => {
      const company: Company = await makeCompany();
      const actor = actorFor(company, ruleOf(endpoint.action));
      const answer = await ask(endpoint, company, actor);
      expect(answer.status, answer.text).toBe(successOf(endpoint));
      if (endpoint.versioned) expect(answer.headers.get("etag")).toMatch(/^"\d+"$/);
    },
  );
});

describe("a write that is sent again with its Idempotency-Key gets its first answer:", () => {
  const writes = ENDPOINTS.filter(
    ({ method, body, action, stateless }) =>
      stateless !== true && method !== "get" && body !== "file" && ruleOf(action).anyone !== true,
  );
  it.each(writes.map((endpoint) => [endpoint.id, endpoint] as const))("%s", async (_, endpoint) => {
    const company = await makeCompany();
    const actor = actorFor(company, ruleOf(endpoint.action));
    const headers = { "idempotency-key": "once" };
    const first = await ask(endpoint, company, actor, endpoint.example, headers);
    const again = await ask(endpoint, company, actor, endpoint.example, headers);
    expect(first.status, first.text).toBe(successOf(endpoint));
    const { shownOnce } = endpoint;
    const expected = shownOnce === undefined ? first.body : { ...first.body, [shownOnce]: null };
    expect([again.status, again.body]).toEqual([first.status, expected]);
  });
});
