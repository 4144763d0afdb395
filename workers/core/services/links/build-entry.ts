/** Entries of KV from rows of D1. Pure: everything that can be decided when an entry is written is. */
import {
  type AffiliateEntry,
  entryKey,
  type LinkEntry,
  type ProgramEntry,
} from "../../../contract/edge/entries.ts";
import type { AffiliateSource, LinkSource, ProgramSource } from "../../../db/queries/entries.ts";
import { programSettings } from "../../../domain/program-settings.ts";
import { termsDueAt } from "../../../domain/terms.ts";

/** An entry with the key that it is kept under. */
export type KeyedEntry = {
  readonly key: string;
  readonly entry: LinkEntry | AffiliateEntry | ProgramEntry;
};

type Placeholders = Readonly<Record<"affiliate" | "slug" | "program", string>>;

/** `{affiliate}`, `{slug}` and `{program}` in the values of a UTM template. */
function fillPlaceholders(
  template: Readonly<Record<string, string>>,
  values: Placeholders,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(template).map(([name, text]) => [
      name,
      text.replace(
        /\{(affiliate|slug|program)\}/g,
        (_, name: string) => values[name as keyof Placeholders],
      ),
    ]),
  );
}

const linkState = (link: LinkSource["link"]): LinkEntry["state"] => {
  if (link.endedAt !== null) return "ended";
  return link.pausedAt !== null ? "paused" : "active";
};

/** A link's key; of a `code` link the domain column holds the program's id. */
export const linkKey = (link: Pick<LinkSource["link"], "kind" | "domain" | "slug">): string =>
  link.kind === "code"
    ? entryKey.code(link.domain, link.slug)
    : entryKey.link(link.domain, link.slug);

/** A link without a UTM template of its own takes the program's. */
export function linkEntry({ link, affiliateCode, programUtm }: LinkSource): KeyedEntry {
  const template = Object.keys(link.utm).length > 0 ? link.utm : programUtm;
  const entry: LinkEntry = {
    version: link.version,
    id: link.id,
    program: link.programId,
    affiliate: link.affiliateId,
    state: linkState(link),
    overCap: link.capReachedAt !== null,
    clickCap: link.clickCap,
    destination: link.destination,
    fallback: link.fallbackUrl,
    expiresAt: link.expiresAt,
    targets: link.targets,
    split: link.split,
    utm: fillPlaceholders(template, {
      affiliate: affiliateCode,
      slug: link.slug,
      program: link.programId,
    }),
  };
  return { key: linkKey(link), entry };
}

/** @param now UTC ms: acceptances after it are not counted yet */
export function affiliateEntry(source: AffiliateSource, now: number): KeyedEntry {
  const { affiliate, terms, acceptances } = source;
  const entry: AffiliateEntry = {
    version: affiliate.version,
    id: affiliate.id,
    state: affiliate.state,
    termsDueAt: termsDueAt(
      terms.map(({ version, kind, effectiveAt, deadlineAt }) => ({
        termsId: String(version),
        kind,
        effectiveAt,
        deadlineAt,
      })),
      acceptances.map(({ version, acceptedAt }) => ({ termsId: String(version), acceptedAt })),
      now,
    ),
  };
  return { key: entryKey.affiliate(affiliate.id), entry };
}

export function programEntry(program: ProgramSource): KeyedEntry {
  const entry: ProgramEntry = {
    version: program.version,
    id: program.id,
    state: program.state,
    allowedHosts: program.allowedHosts,
    origins: program.origins,
    tokenParam: program.tokenParam,
    windowDays: programSettings(program.settings).clickWindowDays,
    fallback: program.fallbackUrl,
  };
  return { key: entryKey.program(program.id), entry };
}
