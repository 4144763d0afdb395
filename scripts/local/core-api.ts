import { setTimeout as wait } from "node:timers/promises";

const TRIES = 4;

/** Calls core's API with a bearer token; a failed connection and 5xx are tried again, as a client should. */
export async function callCore(
  url: string,
  token: string,
  body: unknown = {},
): Promise<Record<string, unknown>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch((error: unknown) => {
      if (attempt === TRIES) throw error;
      return null;
    });
    if (answer?.ok) return (await answer.json()) as Record<string, unknown>;
    const final = answer !== null && (attempt === TRIES || answer.status < 500);
    if (final) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    await wait(250 * 2 ** attempt);
  }
}
