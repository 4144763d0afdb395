/** Core in the local runtime, whose mails go to a given SMTP server. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openDb } from "../../workers/db/batch.ts";
import { findMail } from "../../workers/db/queries/mails.ts";

const SECRETS = {
  CLICK_TOKEN_KEYS: "1:dGVzdC1jbGljay10b2tlbi1rZXktMDAwMDAwMDAwMDE",
  VISITOR_SECRET: "dGVzdC12aXNpdG9yLXNlY3JldC0wMDAwMDAwMDAwMDE",
  SIGNING_SECRET: "dGVzdC1zaWduaW5nLXNlY3JldC0wMDAwMDAwMDAwMDE",
  OPERATOR_TOKEN: "dGVzdC1vcGVyYXRvci10b2tlbi0wMDAwMDAwMDAwMDE",
};

/** The core's configuration with test/support/core-with-mail.ts in front, and `more` at its end. */
function configuration(folder: string, more: string): string {
  const main = JSON.stringify(resolve("test/support/core-with-mail.ts"));
  const text = readFileSync("wrangler.toml", "utf8")
    .replace(/^main = .*$/m, `main = ${main}`)
    .replace(/^migrations_dir = .*$/m, `migrations_dir = ${JSON.stringify(resolve("migrations"))}`);
  const path = join(folder, "wrangler.toml");
  writeFileSync(path, `${text}\n${more}`);
  return path;
}

/**
 * Starts it. `close` when done.
 * @param vars EMAIL_TRANSPORT and what it needs
 * @param options.certificate a file of certificates that the Worker trusts beside those of the machine
 * @param options.configuration lines to be added to wrangler.toml
 */
export async function startMailStage(
  vars: Record<string, string>,
  options: { readonly certificate?: string; readonly configuration?: string } = {},
) {
  const { certificate, configuration: more = "" } = options;
  const folder = mkdtempSync(join(tmpdir(), "trackdesk-mail-"));
  // The local runtime reads it once, when it is loaded.
  if (certificate !== undefined) process.env.NODE_EXTRA_CA_CERTS = certificate;
  const { createTestHarness } = await import("wrangler");
  const harness = createTestHarness({
    workers: [
      {
        configPath: configuration(folder, more),
        secrets: SECRETS,
        // Vitest sets a BASE_URL of its own in the process, which wrangler would take.
        vars: { BASE_URL: "http://localhost:8787", ...vars },
      },
    ],
  });
  await harness.listen();
  const core = harness.getWorker<{ DB: D1Database }>("trackdesk-core");
  await core.applyD1Migrations("DB");
  const db = openDb((await core.getEnv()).DB);

  return {
    harness,
    /** A request that causes a mail: its status, the mail's id, and how long it took. */
    async cause(to: string, name = "Ada") {
      const start = performance.now();
      const params = { name, path: "/verify-email?token=abc", validHours: 24 };
      const answer = await core.fetch("http://localhost/mail", {
        method: "POST",
        body: JSON.stringify({ kind: "verify_email", to, params }),
      } as never);
      const { id } = (await answer.json()) as { id: string };
      return { status: answer.status, id, ms: performance.now() - start };
    },
    mail: (id: string) => findMail(db, id),
    async close() {
      await harness.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type MailStage = Awaited<ReturnType<typeof startMailStage>>;
