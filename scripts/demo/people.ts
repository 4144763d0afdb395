import type { AffiliateState } from "../../workers/domain/states.ts";

/** Programs of the demo's organization. */
export type ProgramName = "coffee" | "academy";

/** A demo affiliate. Days count back from the day of the seed. */
export type DemoAffiliate = {
  /** Code of `?via=code`, and slug of the first link. */
  readonly code: string;
  readonly name: string;
  readonly company?: true;
  readonly program: ProgramName;
  readonly joinedDaysAgo: number;
  /** States after `active` since the day of joining; for an application that alone. */
  readonly laterStates?: readonly { readonly state: AffiliateState; readonly daysAgo: number }[];
  readonly group?: string;
  /** Code of who recruited them. */
  readonly recruiter?: string;
  /** Clicks on an average day over all links. */
  readonly clicksPerDay: number;
  readonly coupon?: string;
};

/** The affiliate whose link `npm start` prints. */
export const SHOWN_AFFILIATE = "mara";

export const AFFILIATES: readonly DemoAffiliate[] = [
  {
    code: "mara",
    name: "Mara Lindqvist",
    program: "coffee",
    joinedDaysAgo: 200,
    group: "Creators",
    clicksPerDay: 34,
    coupon: "MARA10",
  },
  {
    code: "jonas",
    name: "Jonas Weber",
    program: "coffee",
    joinedDaysAgo: 180,
    group: "Creators",
    clicksPerDay: 22,
    coupon: "JONAS10",
  },
  {
    code: "morningcup",
    name: "Morning Cup Reviews GmbH",
    company: true,
    program: "coffee",
    joinedDaysAgo: 150,
    group: "Partners",
    clicksPerDay: 41,
  },
  {
    code: "tomas",
    name: "Tomás Ferreira",
    program: "coffee",
    joinedDaysAgo: 75,
    recruiter: "mara",
    clicksPerDay: 12,
  },
  {
    code: "elena",
    name: "Elena Rossi",
    program: "coffee",
    joinedDaysAgo: 120,
    laterStates: [{ state: "suspended", daysAgo: 10 }],
    clicksPerDay: 9,
  },
  {
    code: "felix",
    name: "Felix Novak",
    program: "coffee",
    joinedDaysAgo: 160,
    laterStates: [{ state: "left", daysAgo: 20 }],
    clicksPerDay: 7,
  },
  {
    code: "greta",
    name: "Greta Holm",
    program: "coffee",
    joinedDaysAgo: 3,
    laterStates: [{ state: "applied", daysAgo: 3 }],
    clicksPerDay: 0,
  },
  {
    code: "amir",
    name: "Amir Haddad",
    program: "academy",
    joinedDaysAgo: 140,
    group: "Instructors",
    clicksPerDay: 19,
    coupon: "AMIR20",
  },
  {
    code: "chloe",
    name: "Chloe Martin",
    program: "academy",
    joinedDaysAgo: 110,
    clicksPerDay: 14,
  },
  {
    code: "diego",
    name: "Diego Santos",
    program: "academy",
    joinedDaysAgo: 60,
    recruiter: "amir",
    clicksPerDay: 11,
  },
  {
    code: "hana",
    name: "Hana Suzuki",
    program: "academy",
    joinedDaysAgo: 100,
    laterStates: [{ state: "banned", daysAgo: 30 }],
    clicksPerDay: 6,
  },
  {
    code: "dailybrew",
    name: "Daily Brew Media Ltd",
    company: true,
    program: "academy",
    joinedDaysAgo: 90,
    group: "Instructors",
    clicksPerDay: 25,
  },
];
