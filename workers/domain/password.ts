/** What a password may be. Length beats composition: NIST SP 800-63B §3.1.1.2 asks for no kinds of characters. */

/** Characters, as people count them. */
export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 128;

export type PasswordProblem = "too_short" | "too_long" | "is_email" | "too_common";

/**
 * The commonest of published leaks that are long enough to pass otherwise, and our own name. Shorter ones
 * are refused by their length.
 */
const COMMON = new Set(
  `0123456789 1234567890 0987654321 9876543210 12345678910 123456789a a123456789 123123123123
  1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5 q1w2e3r4t5y6 qwerty1234 qwerty12345 qwerty123456 qwertyuiop
  qwertyuiop123 qwertz1234 qwertzuiop asdfghjkl1 asdfghjkl123 zaq12wsxcde3 password12 password123 password1234
  password12345 passwort123 passwort1234 passw0rd123 p@ssw0rd123 p@ssword123 mypassword mypassword1
  thisisapassword letmein123 letmein1234 iloveyou12 iloveyou123 iloveyou1234 welcome123 welcome1234 admin12345
  admin123456 administrator changeme123 trustno1234 football123 basketball baseball123 superman123 michelle123
  princess123 sunshine123 dragon12345 monkey12345 abcdefghij abcd123456 abcdef1234 abc1234567 abc123456789
  abcd1234567 aa12345678 a1b2c3d4e5 1a2b3c4d5e starwars123 computer123 internet123 liverpool1 manchester
  trackdesk1 trackdesk12 trackdesk123 trackdesk1234`.split(/\s+/),
);

const ONE_CHARACTER = /^(.)\1*$/su;

/** As two people would type the same password: NFKC. */
export const normalizePassword = (password: string): string => password.normalize("NFKC");

/** What is wrong with `password` for the owner of `email`; `null` when nothing is. */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  const normal = normalizePassword(password);
  const { length } = [...normal];
  if (length < PASSWORD_LENGTH_MIN) return "too_short";
  if (length > PASSWORD_LENGTH_MAX) return "too_long";
  const plain = normal.toLowerCase();
  const address = email.toLowerCase();
  if (plain === address || plain === address.split("@")[0]) return "is_email";
  return COMMON.has(plain) || ONE_CHARACTER.test(plain) ? "too_common" : null;
}
