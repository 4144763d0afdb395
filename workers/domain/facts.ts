/** What a decision looked at, stored with its trace: ids, times (UTC ms), counts; never personal data. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;
