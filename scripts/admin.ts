/**
 * `npm run admin -- add <email>`: lets somebody who has signed up administer the installation. Also
 * `remove <email>` and `list`. Speaks to the local installation, or to the one that TRACKDESK_URL names,
 * as the holder of its OPERATOR_TOKEN.
 */
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseSecrets } from "./local/dev-vars.ts";
import { readPort } from "./local/port.ts";
import { explain, WayOut } from "./local/way-out.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Target = { readonly url: string; readonly token: string };

export const USAGE = `npm run admin -- add <email>
npm run admin -- remove <email>
npm run admin -- list

For an installation in production, from an address in ADMIN_ADDRESSES:

  TRACKDESK_URL=https://app.example OPERATOR_TOKEN=… npm run admin -- add <email>`;

/** Which installation is meant. @throws WayOut when its token is not known */
export function readTarget(environment: Environment, devVars: string | null): Target {
  const url = environment.TRACKDESK_URL ?? `http://localhost:${readPort(environment.PORT)}`;
  const token = environment.OPERATOR_TOKEN;
  if (token) return { url: url.replace(/\/$/, ""), token };
  if (environment.TRACKDESK_URL !== undefined) {
    throw new WayOut(`Give the OPERATOR_TOKEN of ${url}:\n\n${USAGE}`);
  }
  if (devVars === null) throw new WayOut("There is no installation yet: `npm start` makes one.");
  return { url, token: parseSecrets(devVars).OPERATOR_TOKEN };
}

type Call = { readonly path: string; readonly email: string | null };

/** What the arguments ask for. @throws WayOut with the usage */
export function readCommand([verb, email, ...rest]: readonly string[]): Call {
  if (rest.length === 0) {
    if (verb === "list" && email === undefined) return { path: "", email: null };
    if (verb === "add" && email !== undefined) return { path: "", email };
    if (verb === "remove" && email !== undefined) return { path: "/remove", email };
  }
  throw new WayOut(USAGE);
}

type Admin = {
  readonly email: string;
  readonly name: string;
  readonly two_factor: boolean;
};

async function ask({ url, token }: Target, { path, email }: Call): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1/operator/admins${path}`, {
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(email === null ? {} : { method: "POST", body: JSON.stringify({ email }) }),
  }).catch(() => {
    throw new WayOut(`Nobody answers at ${url}. Does it run? \`npm start\` starts it here.`);
  });
  const body: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new WayOut(sayRefusal(answer.status, body, email));
  return body;
}

/** What a refusal means to the person at the keyboard. */
export function sayRefusal(status: number, body: unknown, email: string | null): string {
  const { code, title } = body as { code?: string; title?: string };
  switch (code) {
    case "user.not_found":
      return `${email} has no account here, or is no admin. Sign up first, at the dashboard.`;
    case "user.email_not_verified":
      return `${email} has not followed the link in the mail yet.`;
    case "auth.address_not_allowed":
      return "ADMIN_ADDRESSES does not allow this from here.";
    case "auth.invalid_operator_token":
      return "OPERATOR_TOKEN is not that of this installation.";
    default:
      return `It was refused: ${status} ${code ?? ""} ${title ?? ""}`.trim();
  }
}

async function run(): Promise<void> {
  const call = readCommand(process.argv.slice(2));
  const devVars = existsSync(".dev.vars") ? readFileSync(".dev.vars", "utf8") : null;
  const body = await ask(readTarget(process.env, devVars), call);
  if (call.email !== null) {
    console.log(
      call.path === ""
        ? `${call.email} administers the installation, once the second factor is on.`
        : `${call.email} administers the installation no more.`,
    );
    return;
  }
  const { admins } = body as { admins: readonly Admin[] };
  if (admins.length === 0) console.log("Nobody yet.");
  for (const { email, name, two_factor } of admins) {
    console.log(`${email}  ${name}${two_factor ? "" : "  (second factor is off)"}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run().catch((error: unknown) => {
    console.error(`\n${explain(error)}\n`);
    process.exitCode = 1;
  });
}
