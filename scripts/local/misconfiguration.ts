/** As core logs it when it is asked anything: JSON, so that the lines are escaped (workers/core/env.ts). */
const MESSAGE = /"message":("Configuration is incomplete:(?:[^"\\]|\\.)*")/;

/** What core says in the server's log about variables that are missing or wrong; `null` for nothing. */
export function misconfigurationIn(log: string): string | null {
  const message = MESSAGE.exec(log)?.[1];
  return message === undefined ? null : String(JSON.parse(message));
}
