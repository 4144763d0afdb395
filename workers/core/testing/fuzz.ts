/** Sends each operation many wrong and odd requests, and says what must hold of every answer. */
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ruleOf } from "../../domain/permission-table.ts";
import type { Endpoint } from "../http/endpoint.ts";
import { actorFor } from "./allowed-actor.ts";
import type { ApiTestAnswer } from "./api.ts";
import { ask } from "./ask.ts";
import { makeCompany } from "./company.ts";
import { oddRequests } from "./odd-requests.ts";
import { watchD1 } from "./watched-d1.ts";

export const REQUESTS = 200;
const TIMEOUT_MS = 240_000;
/** Another one each day, so that in time many are tried; a failure prints it. */
const seedOfToday = () => Math.floor(Date.now() / 86_400_000);

function expectProblem({ headers, body, text }: ApiTestAnswer): void {
  expect(headers.get("content-type"), text).toBe("application/problem+json");
  expect(body).toMatchObject({ code: expect.any(String), request_id: expect.any(String) });
}

/** A test for each of `endpoints`. */
export function testOddRequests(endpoints: readonly Endpoint[]): void {
  const cases = endpoints.map((endpoint) => [endpoint.id, endpoint] as const);
  it.each(cases)(
    "%s",
    async (_, endpoint) => {
      const company = await makeCompany();
      const other = await makeCompany();
      const foreign = Object.values(other.ids);
      const actor = actorFor(company, ruleOf(endpoint.action));
      // A platform admin is shown the organizations of the whole installation.
      const seesAll = actor.kind === "user" && actor.platformAdmin;
      const watched = watchD1(env.DB);
      await fc.assert(
        fc.asyncProperty(oddRequests(endpoint.example, foreign), async ({ example, headers }) => {
          watched.takeWrites();
          const answer = await ask(endpoint, company, actor, example, headers, {
            DB: watched.binding,
          });
          expect(answer.status, answer.text).toBeLessThan(500);
          if (answer.status >= 400) expectProblem(answer);
          const sent = JSON.stringify(example);
          const leaked = (seesAll ? [] : foreign).filter(
            (id) => answer.text.includes(id) && !sent.includes(id),
          );
          expect(leaked).toEqual([]);
          if (answer.status >= 400) expect(watched.takeWrites(), answer.text).toEqual([]);
        }),
        { numRuns: REQUESTS, seed: seedOfToday(), endOnFailure: true },
      );
    },
    TIMEOUT_MS,
  );
}
