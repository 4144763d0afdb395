/** Fields of a program that its creation and its edits share, with their bounds. */
import * as z from "zod";
import { FORM_FIELDS_MAX } from "../domain/application-form.ts";
import { isCurrency } from "../domain/currency.ts";
import { isTimeZone } from "../domain/place.ts";
import { SLUG, SLUG_LENGTH_MAX } from "../domain/slug.ts";
import { line, longText, webAddress } from "./fields.ts";
import { utmTemplate } from "./links.ts";

const HOSTS_MAX = 100;
const OPTIONS_MAX = 50;
const LABEL_LENGTH_MAX = 200;

/** `shop.example`, `*.shop.example`, `shop.example:8443`, as the domain's `isAllowed` reads them. */
const HOST =
  /^(?=.{1,260}$)(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*(?::\d{1,5})?$/;
const allowedHost = z
  .string()
  .regex(HOST, "Must be a host in lower case, such as shop.example or *.shop.example");

/** As browsers write it: no path, no port that is the scheme's own. */
const ORIGIN =
  /^https?:\/\/(?=.{1,260}$)(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*(?::\d{1,5})?$/;
const origin = z
  .string()
  .regex(ORIGIN, "Must be an origin, such as https://shop.example or https://*.shop.example");

const unique = <Item>(items: readonly Item[]): boolean => new Set(items).size === items.length;

const formField = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "1 to 40 of a-z, 0-9 and _, a letter first"),
    label: line(LABEL_LENGTH_MAX),
    kind: z.enum(["text", "long_text", "url", "choice", "checkbox"]),
    required: z.boolean().default(false),
    options: z
      .array(line(LABEL_LENGTH_MAX))
      .min(1)
      .max(OPTIONS_MAX)
      .refine(unique, "Each option once")
      .optional()
      .describe("Of a choice, and only of a choice."),
  })
  .refine(({ kind, options }) => (kind === "choice") === (options !== undefined), {
    path: ["options"],
    message: "A choice has options, and nothing else has",
  });

/** Query parameters that mean something else to us, or to the merchant's reports. */
const RESERVED_PARAMS = ["via", "to", "td_test", "sub1", "sub2", "sub3", "sub4", "sub5"];
const isFreeParam = (name: string): boolean =>
  !RESERVED_PARAMS.includes(name) && !name.startsWith("utm_");

export const programFields = {
  name: line(100),
  description: longText(4_000).describe("Shown on the program's public page."),
  currency: z
    .string()
    .refine(isCurrency, "Must be a currency of ISO 4217")
    .describe("Of commissions; fixed once there is a conversion."),
  time_zone: z
    .string()
    .max(64)
    .refine(isTimeZone, "Must be a time zone of the IANA database")
    .describe("Its days are the program's days; fixed by the first click."),
  slug: z
    .string()
    .max(SLUG_LENGTH_MAX)
    .regex(SLUG, "Must be lower-case letters and digits, with single hyphens between them")
    .describe("The address of the public page, `/p/<slug>`."),
  join_policy: z
    .enum(["open", "approval", "invitation"])
    .describe("Whoever applies joins at once, waits for a person, or needs an invitation."),
  application_form: z
    .array(formField)
    .max(FORM_FIELDS_MAX)
    .refine((form) => unique(form.map(({ key }) => key)), "Each key once"),
  allowed_hosts: z
    .array(allowedHost)
    .min(1)
    .max(HOSTS_MAX)
    .refine(unique, "Each host once")
    .describe("Hosts that links may lead to; `*.` stands for any subdomain."),
  origins: z
    .array(origin)
    .max(HOSTS_MAX)
    .refine(unique, "Each origin once")
    .describe("Sites that may report from their visitors' browsers."),
  token_param: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,30}$/i, "1 to 31 letters, digits, - and _, a letter first")
    .refine(isFreeParam, "This parameter has another meaning")
    .describe("Query parameter that carries the click token to the shop."),
  fallback_url: webAddress
    .nullable()
    .describe("Where visitors of an ended or paused link go that names nothing itself."),
  utm: utmTemplate.describe("Of links without a template of their own."),
};
