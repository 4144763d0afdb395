/**
 * An address as somebody sees it who may not know it: enough to recognise one's own, too little to write
 * to another's. `ada.lovelace@mail.example` is shown as `a•••@m•••.example`.
 */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf(".");
  const [host, end] = dot > 0 ? [domain.slice(0, dot), domain.slice(dot)] : [domain, ""];
  return `${first(email.slice(0, Math.max(at, 0)))}@${first(host)}${end}`;
}

/** The first character, whole also when it takes two code units. */
const first = (text: string): string => `${[...text][0] ?? ""}•••`;
