/** Live or test (rules.md 11): part of every uniqueness key that concerns credit or money. */
export type Mode = "live" | "test";
