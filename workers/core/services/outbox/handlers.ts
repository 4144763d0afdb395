/** Every kind of outbox row with what sends it. */
import { announceConversion } from "../conversions/announce.ts";
import { enrichConversion } from "../conversions/enrich.ts";
import { collectExport } from "../exports/collect.ts";
import { writeAffiliateEntry, writeLinkEntry, writeProgramEntry } from "../links/write-entries.ts";
import { writeProgramLinks } from "../links/write-program-links.ts";
import { enqueueMail } from "../mails/enqueue.ts";
import { writeProgramAffiliates } from "../terms/write-affiliates.ts";
import type { OutboxHandlers } from "./handler.ts";

export const OUTBOX_HANDLERS: OutboxHandlers = {
  "link.write": { send: writeLinkEntry, coalesce: true },
  "affiliate.write": { send: writeAffiliateEntry, coalesce: true },
  "program.write": { send: writeProgramEntry, coalesce: true },
  "conversion.announce": { send: announceConversion, coalesce: false },
  "conversion.enrich": { send: enrichConversion, coalesce: true },
  "program.write_links": { send: writeProgramLinks, coalesce: false },
  "program.write_affiliates": { send: writeProgramAffiliates, coalesce: false },
  "export.collect": { send: collectExport, coalesce: true },
  "mail.send": { send: enqueueMail, coalesce: true },
};
