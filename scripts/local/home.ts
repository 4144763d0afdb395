import { join, resolve } from "node:path";
import process from "node:process";

/** Where one local installation keeps what it makes; a second one on the machine takes another folder. */
export type Home = {
  /** Absolute. */
  readonly folder: string;
  /** Databases, KV, queues, objects of the local runtime. */
  readonly state: string;
  /** The Pages project as it is served: files, Functions, configuration. */
  readonly site: string;
  /** The configuration that core is served with. */
  readonly core: string;
  /** What wrangler says. */
  readonly log: string;
  /** Names the process that runs on this folder. */
  readonly lock: string;
  /** What the seed was made with, and how far it came. */
  readonly seed: string;
  /** What to try, for scripts. */
  readonly demoFile: string;
};

/** `TRACKDESK_HOME` or `.wrangler`; of the latter `.demo.json` lies in the project's root. */
export function homeFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Home {
  const chosen = environment.TRACKDESK_HOME;
  const folder = resolve(chosen ?? ".wrangler");
  return {
    folder,
    state: join(folder, "state"),
    site: join(folder, "site"),
    core: join(folder, "core"),
    log: join(folder, "start.log"),
    lock: join(folder, "start.lock"),
    seed: join(folder, "seed.json"),
    demoFile: chosen ? join(folder, ".demo.json") : resolve(".demo.json"),
  };
}
