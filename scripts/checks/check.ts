/** What a check answers: nothing wrong, with a note worth showing, or the problems it found. */
export type CheckResult = { readonly problems: readonly string[]; readonly note?: string };

export type Check = {
  readonly name: string;
  readonly run: () => Promise<CheckResult>;
};
