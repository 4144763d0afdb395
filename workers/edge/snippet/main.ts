/**
 * Trackdesk's browser snippet, served as `/t.js`. How a page uses it: docs/guides/install-snippet.md.
 *
 * Without consent nothing is stored and nothing is sent: a click token waits in memory and reports wait
 * in line, and both go with the page when no consent comes. `td('id')` answers "" then.
 */
import { onNavigate } from "./address.ts";
import { answerConsent, granted } from "./consent.ts";
import { writeCookie } from "./cookie.ts";
import { sendWaiting, setLeaving } from "./deliver.ts";
import { hold, release, setRegistering } from "./held.ts";
import { quietly } from "./quietly.ts";
import { type Fields, report } from "./report.ts";
import { forgetReported } from "./sent.ts";
import { land, remember, reportSeen, touches } from "./visit.ts";

type Call = unknown[];
type Td = ((...call: Call) => void) & {
  /** Calls made before the snippet came; then a door for pages that kept the stub itself. */
  q?: object;
  loaded?: boolean;
};
declare global {
  interface Window {
    td?: Td;
  }
}

const commands: Record<string, (...rest: never[]) => void> = {
  lead: (fields?: Fields) => hold(() => report("lead", fields)),
  sale: (fields?: Fields) => hold(() => report("sale", fields)),
  event: (name: string, fields?: Fields) => hold(() => report("event", fields, name)),
  id(callback: (touches: string) => void) {
    // In a task of its own, so that an error of the page's callback is the page's.
    const answer = () => setTimeout(callback, 0, granted() ? touches() : "");
    if (granted()) hold(answer);
    else answer();
  },
  consent(given: unknown) {
    answerConsent(given === true);
    if (granted()) {
      land();
      remember();
      release();
    } else {
      writeCookie("", 0);
      forgetReported();
    }
  },
};

const td: Td = (name, ...rest) => quietly(() => commands[name as string]?.(...(rest as never[])));

/** What the page is doing decides what may wait: a hidden page may never be seen again. */
function watchPage() {
  addEventListener("pagehide", () => {
    setLeaving(true);
    setRegistering(false);
    quietly(sendWaiting);
  });
  addEventListener("pageshow", () => setLeaving(false));
  document.addEventListener("visibilitychange", () =>
    quietly(document.hidden ? sendWaiting : reportSeen),
  );
  onNavigate(() => quietly(land));
}

/** Takes over from the stub: consent first, then the address, then the other calls in their order. */
function start() {
  const early = (window.td?.q ?? []) as Call[];
  const take = (consent: boolean) => {
    for (const call of early) if ((call[0] === "consent") === consent) td(...call);
  };
  td.loaded = true;
  td.q = { push: (call: Call) => td(...call) };
  window.td = td;
  watchPage();
  take(true);
  quietly(land);
  take(false);
}

// Loaded twice, the first one stays, whichever program the second names.
if (!window.td?.loaded) quietly(start);
