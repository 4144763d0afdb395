/** `npm run secrets`: strong values for every secret, in the format of .dev.vars. */
import { randomBytes } from "node:crypto";
import process from "node:process";
import { fileURLToPath } from "node:url";

const SECRET_BYTES = 32;

/** 32 random bytes in base64url. */
const secret = (random: (size: number) => Buffer): string =>
  random(SECRET_BYTES).toString("base64url");

/**
 * One line a secret, each with what it is for; `.dev.vars.example` explains them at length.
 * @param random the platform's, unless a test brings its own
 */
export function secretLines(random: (size: number) => Buffer = randomBytes): string {
  return [
    `CLICK_TOKEN_KEYS="1:${secret(random)}"`,
    `VISITOR_SECRET="${secret(random)}"`,
    `SIGNING_SECRET="${secret(random)}"`,
    `OPERATOR_TOKEN="${secret(random)}"`,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(secretLines());
