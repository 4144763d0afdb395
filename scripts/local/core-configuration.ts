import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Home } from "./home.ts";

const FILE = "wrangler.toml";
const SECRETS_FILE = ".dev.vars";

/** One line's value replaced. @throws Error when there is no such line, rather than serve another value */
function replaceLine(text: string, name: string, value: string): string {
  const line = new RegExp(`^${name} = .*$`, "m");
  if (!line.test(text)) throw new Error(`${FILE} has no line "${name} = …"`);
  return text.replace(line, () => `${name} = ${JSON.stringify(value)}`);
}

/**
 * Core's configuration as one local installation has it: BASE_URL is where it is served, since mails link
 * there and sign-in trusts that origin alone. Paths are absolute, for it lies in another folder.
 * @param absolute makes a path of the project absolute
 */
export function coreConfiguration(
  text: string,
  origin: string,
  absolute: (path: string) => string,
): string {
  const values = {
    main: absolute("workers/core/index.ts"),
    migrations_dir: absolute("migrations"),
    BASE_URL: origin,
  };
  return Object.entries(values).reduce(
    (changed, [name, value]) => replaceLine(changed, name, value),
    text,
  );
}

/** Writes it into `home`, with the secrets beside it, where wrangler looks for them. Answers its path. */
export function writeCoreConfiguration(home: Home, port: number): string {
  mkdirSync(home.core, { recursive: true });
  const file = join(home.core, FILE);
  const text = readFileSync(FILE, "utf8");
  writeFileSync(
    file,
    coreConfiguration(text, `http://localhost:${port}`, (path) => resolve(path)),
  );
  copyFileSync(SECRETS_FILE, join(home.core, SECRETS_FILE));
  return file;
}
