/**
 * All that the Pages project does beside serving files: hand requests on, so that a browser sees one
 * origin. Nothing is decided here; WebSocket upgrades and redirects pass as they are.
 */
export type Workers = { readonly CORE: Fetcher; readonly EDGE: Fetcher };

type Context = { readonly request: Request; readonly env: Workers };

export const toCore = ({ request, env }: Context): Promise<Response> => env.CORE.fetch(request);

export const toEdge = ({ request, env }: Context): Promise<Response> => env.EDGE.fetch(request);
