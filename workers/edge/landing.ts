/** `POST /t/click`: a visit by `?via=code` on the merchant's own page, or a prefetch that was seen. */
import {
  type ClickRegistration,
  type ClickRegistrationAnswer,
  clickRegistrationSchema,
} from "../contract/edge/click-registration.ts";
import { entryKey, type LinkEntry, type ProgramEntry } from "../contract/edge/entries.ts";
import { TOKEN_FLAG } from "../domain/click-token.ts";
import { decideLink, type LinkDecision } from "../domain/link-decision.ts";
import { verifyClickToken } from "../lib/crypto.ts";
import { encodeTypeId } from "../lib/ids.ts";
import { admit, json, parseWith, readJson } from "./browser-request.ts";
import type { Owner } from "./click-buffer.ts";
import { mintToken, newNonce } from "./click-record.ts";
import type { Isolate } from "./isolate.ts";
import type { Lookup, MaybeLater } from "./link-lookup.ts";
import { Problem } from "./problem.ts";
import { readVisit, type Visit } from "./visit.ts";

/** A page that was fetched ahead is shown soon or never; later it is a token that was kept. */
const PREFETCH_AGE_MS_MAX = 24 * 3_600_000;

type Registration = {
  readonly request: Request;
  readonly isolate: Isolate;
  readonly owner: Owner;
  readonly body: ClickRegistration;
  readonly program: ProgramEntry;
};

/** What was found, if it is this program's; `null` when there is none. Throws a Problem. */
async function programLink(
  { program }: Registration,
  found: MaybeLater<Lookup<LinkEntry>>,
): Promise<LinkEntry | null> {
  const link = await found;
  if (link === "unavailable") throw new Problem("service.unavailable");
  return link === "unknown" || link.program !== program.id ? null : link;
}

async function decide({ isolate, program }: Registration, link: LinkEntry): Promise<LinkDecision> {
  const affiliate = await isolate.lookup.affiliate(link.affiliate);
  const now = Date.now();
  return decideLink({ link, affiliate: affiliate === "unknown" ? null : affiliate, program, now });
}

function visitOf({ request, body }: Registration): Visit {
  const query = body.query?.replace(/^\?/, "") ?? "";
  const visit = readVisit(request, query, body.referrer ?? "");
  return { ...visit, test: visit.test || body.test === true };
}

async function registerCode(
  registration: Registration,
  code: string,
): Promise<ClickRegistrationAnswer> {
  const { isolate, owner, program } = registration;
  const link = await programLink(
    registration,
    isolate.lookup.link(entryKey.code(program.id, code)),
  );
  if (link === null) return { token: null, reason: "code_unknown" };
  const { refused, unchecked } = await decide(registration, link);
  const visit = visitOf(registration);
  const moment = { at: Date.now(), nonce: newNonce() };
  const mints = refused === null && !link.overCap;
  const token = mints ? await mintToken(isolate, link, visit, moment) : null;
  isolate.clicks.add({ link, visit, moment, refused, unchecked, via: "code" }, owner);
  if (token !== null) return { token };
  return { token: null, reason: refused ?? "over_cap" };
}

async function registerShown(
  registration: Registration,
  token: string,
): Promise<ClickRegistrationAnswer> {
  const { isolate, owner } = registration;
  const now = Date.now();
  const verified = await verifyClickToken(token, isolate.tokenKeys, now);
  if (!verified.ok) {
    const error = { path: "token", code: verified.reason, message: "Not a token of ours" };
    throw new Problem("click_token.not_valid", [error]);
  }
  const { flags, at, nonce } = verified;
  if (
    (flags & TOKEN_FLAG.prefetch) === 0 ||
    (flags & (TOKEN_FLAG.bot | TOKEN_FLAG.preview)) !== 0
  ) {
    throw new Problem("click_token.not_a_prefetch");
  }
  if (now - at > PREFETCH_AGE_MS_MAX) return { token: null, reason: "prefetch_too_old" };
  const linkId = encodeTypeId("link", verified.linkId);
  const link = await programLink(registration, isolate.lookup.linkById(linkId));
  if (link === null) return { token: null, reason: "link_unknown" };
  const { refused, unchecked } = await decide(registration, link);
  const test = (flags & TOKEN_FLAG.test) !== 0;
  const visit = { ...visitOf(registration), test };
  const moment = { at, nonce };
  isolate.clicks.add({ link, visit, moment, refused, unchecked, shown: true }, owner);
  return refused === null ? { token } : { token: null, reason: refused };
}

/** Answers `POST /t/click` with a token, or why there is none. Throws a Problem. */
export async function registerClick(
  request: Request,
  isolate: Isolate,
  owner: Owner,
): Promise<Response> {
  const body = parseWith(clickRegistrationSchema, await readJson(request));
  if ((body.code === undefined) === (body.token === undefined)) {
    const error = { path: "code", code: "invalid", message: "Give either a code or a token" };
    throw new Problem("request.invalid", [error]);
  }
  const { program, cors } = await admit(request, isolate, body.program, { originless: false });
  const registration = { request, isolate, owner, body, program };
  const answer =
    body.code === undefined
      ? await registerShown(registration, body.token ?? "")
      : await registerCode(registration, body.code);
  return json(answer, 200, cors);
}
