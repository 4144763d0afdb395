/** The form with which somebody applies to a program: what a merchant asks, and whether answers fit. */

export type FormField = {
  /** Names the answer; unique within a form. */
  readonly key: string;
  readonly label: string;
  readonly kind: "text" | "long_text" | "url" | "choice" | "checkbox";
  readonly required: boolean;
  /** Of a choice. */
  readonly options?: readonly string[];
};

/** An answer with the question as it was asked. */
export type FormAnswer = { readonly key: string; readonly label: string; readonly value: string };

export type FormError = {
  readonly key: string;
  readonly code: "required" | "not_an_option" | "invalid_url" | "too_long" | "unknown_field";
};

export const FORM_FIELDS_MAX = 20;
const LENGTH_MAX = { text: 200, long_text: 4000, url: 2000, choice: 200, checkbox: 5 } as const;

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s]+$/i.test(text);

function errorOf(field: FormField, value: string): FormError["code"] | null {
  if (value === "" || (field.kind === "checkbox" && value === "false")) {
    return field.required ? "required" : null;
  }
  if (value.length > LENGTH_MAX[field.kind]) return "too_long";
  if (field.kind === "url" && !isWebAddress(value)) return "invalid_url";
  if (field.kind === "choice" && !field.options?.includes(value)) return "not_an_option";
  return field.kind === "checkbox" && value !== "true" ? "not_an_option" : null;
}

/**
 * Checks what was answered against the form. Blanks around an answer are dropped, empty answers left out.
 * A checkbox is answered `true` or `false`.
 */
export function checkAnswers(
  form: readonly FormField[],
  given: Readonly<Record<string, string>>,
): { readonly answers: FormAnswer[]; readonly errors: FormError[] } {
  const errors: FormError[] = Object.keys(given)
    .filter((key) => !form.some((field) => field.key === key))
    .map((key) => ({ key, code: "unknown_field" }));
  const answers: FormAnswer[] = [];
  for (const field of form) {
    const value = (Object.hasOwn(given, field.key) ? (given[field.key] ?? "") : "").trim();
    const code = errorOf(field, value);
    if (code !== null) errors.push({ key: field.key, code });
    else if (value !== "") answers.push({ key: field.key, label: field.label, value });
  }
  return { answers, errors };
}
