import { describe, expect, it } from "vitest";
import { createTrackdesk, everyItem, TrackdeskError } from "./index.ts";

const BASE = "https://partners.example";

/** Answers by path, and keeps what was asked. */
function server(answers: Record<string, () => Response>) {
  const asked: Request[] = [];
  const fetch = async (request: Request) => {
    asked.push(request);
    const { pathname, search } = new URL(request.url);
    const answer = answers[`${pathname}${search}`] ?? answers[pathname];
    return answer?.() ?? new Response("no such path", { status: 404 });
  };
  return { asked, fetch };
}

const problem = (code: string, status: number, headers = {}) =>
  new Response(JSON.stringify({ type: "t", title: "T", status, code, request_id: "req_1" }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });

const params = { path: { commission_id: "com_1" } };
const TRACE = "/api/v1/commissions/{commission_id}/trace";

describe("the client", () => {
  it("sends the key, and fills the path", async () => {
    const { asked, fetch } = server({
      "/api/v1/commissions/com_1/trace": () => Response.json({ commission: { id: "com_1" } }),
    });
    const trackdesk = createTrackdesk({ baseUrl: BASE, apiKey: "td_live_x", fetch });
    const { data } = await trackdesk.GET(TRACE, { params });
    expect(data?.commission.id).toBe("com_1");
    expect(asked[0]?.url).toBe(`${BASE}/api/v1/commissions/com_1/trace`);
    expect(asked[0]?.headers.get("authorization")).toBe("Bearer td_live_x");
  });

  it("throws what the API refuses, with its code", async () => {
    const { fetch } = server({
      "/api/v1/commissions/com_1/trace": () =>
        problem("request.rate_limited", 429, { "retry-after": "10" }),
    });
    const asked = createTrackdesk({ baseUrl: BASE, apiKey: "k", fetch }).GET(TRACE, { params });
    await expect(asked).rejects.toBeInstanceOf(TrackdeskError);
    await expect(asked).rejects.toMatchObject({
      code: "request.rate_limited",
      status: 429,
      retryAfter: 10,
    });
  });

  it("throws also what is no problem document", async () => {
    const { fetch } = server({});
    const asked = createTrackdesk({ baseUrl: BASE, apiKey: "k", fetch }).GET(TRACE, { params });
    await expect(asked).rejects.toMatchObject({ code: "client.no_problem_document", status: 404 });
  });

  it("in a browser says the session's token when it changes something, and asks for it once", async () => {
    const { asked, fetch } = server({
      "/api/v1/me": () => Response.json({ csrf_token: "token" }),
      "/api/v1/live/tickets": () => Response.json({ ticket: "t", expires_at: 1 }, { status: 201 }),
    });
    const trackdesk = createTrackdesk({ baseUrl: BASE, fetch });
    const body = { affiliate_id: "aff_1" };
    await trackdesk.POST("/api/v1/live/tickets", { body });
    await trackdesk.POST("/api/v1/live/tickets", { body });
    expect(asked.map(({ url }) => new URL(url).pathname)).toEqual([
      "/api/v1/me",
      "/api/v1/live/tickets",
      "/api/v1/live/tickets",
    ]);
    expect(asked[2]?.headers.get("x-csrf-token")).toBe("token");
    expect(asked[2]?.headers.get("authorization")).toBeNull();
  });

  it("asks for the token again until there is one", async () => {
    const me = [
      () => Promise.reject(new TypeError("offline")),
      () => Promise.resolve(problem("auth.signed_out", 401)),
      () => Promise.resolve(Response.json({ csrf_token: "token" })),
    ];
    const told: (string | null)[] = [];
    const fetch = async (request: Request) => {
      if (new URL(request.url).pathname === "/api/v1/me") return (await me.shift()?.()) as Response;
      told.push(request.headers.get("x-csrf-token"));
      return Response.json({ ticket: "t", expires_at: 1 }, { status: 201 });
    };
    const trackdesk = createTrackdesk({ baseUrl: BASE, fetch });
    const call = () => trackdesk.POST("/api/v1/live/tickets", { body: { affiliate_id: "aff_1" } });
    await expect(call()).rejects.toThrow("offline");
    await call();
    await call();
    expect(told).toEqual(["", "token"]);
  });
});

describe("every item of a list", () => {
  it("is read page after page", async () => {
    const pages: Record<string, { data: number[]; next_cursor: string | null }> = {
      "": { data: [1, 2], next_cursor: "a" },
      a: { data: [3], next_cursor: "b" },
      b: { data: [], next_cursor: null },
    };
    const items = everyItem(async (cursor) => ({ data: pages[cursor ?? ""] }));
    expect(await Array.fromAsync(items)).toEqual([1, 2, 3]);
  });
});
