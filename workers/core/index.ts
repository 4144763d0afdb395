export default { fetch: () => new Response("ok") };
import { DurableObject } from "cloudflare:workers";
export class AffiliateCounter extends DurableObject {}
export class ProgramFeed extends DurableObject {}
