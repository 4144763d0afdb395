/**
 * `/demo/api/*`: lets the demo's live page read what it shows, with the demo's API key, which no browser
 * sees. Only what is listed passes. The dashboard will ask the API itself, with its own sign-in.
 */
type Env = { readonly CORE: Fetcher; readonly DEMO_API_KEY: string };

const PASSES: readonly RegExp[] = [
  /^GET commissions$/,
  /^GET commissions\/com_[0-9a-z]{26}\/trace$/,
  /^POST live\/tickets$/,
];

type Context = {
  readonly request: Request;
  readonly env: Env;
  readonly params: { readonly path?: readonly string[] };
};

export async function onRequest({ request, env, params }: Context): Promise<Response> {
  const path = (params.path ?? []).join("/");
  if (!PASSES.some((pass) => pass.test(`${request.method} ${path}`))) {
    return Response.json({ error: "Not part of the demo" }, { status: 404 });
  }
  const { origin, search } = new URL(request.url);
  return env.CORE.fetch(`${origin}/api/v1/${path}${search}`, {
    method: request.method,
    headers: {
      authorization: `Bearer ${env.DEMO_API_KEY}`,
      ...(request.method === "POST" ? { "content-type": "application/json" } : {}),
    },
    body: request.method === "POST" ? await request.text() : null,
  });
}
