import { callCore } from "./core-api.ts";

const PERIOD_MS = 15_000;

/** The local server fires no cron of core, so this calls what is due. Answers how to stop. */
export function runDueJobs(url: string, operatorToken: string): () => void {
  let failing = false;
  const run = async () => {
    try {
      await callCore(`${url}/api/v1/operator/jobs/run-due`, operatorToken);
      failing = false;
    } catch (error) {
      // Said once, not every 15 s: the next call tries again anyway.
      if (!failing) console.error(`Due jobs did not run: ${String(error)}`);
      failing = true;
    }
  };
  void run();
  const timer = setInterval(run, PERIOD_MS);
  return () => clearInterval(timer);
}
