import { withoutParams } from "./query.ts";

/** The browser's own, from before `onNavigate`: taking a parameter out is no navigation. */
const { replaceState } = history;

/** Takes parameters out of the address bar; the page's history state stays. */
export function strip(names: string[]) {
  const url = new URL(location.href);
  url.search = withoutParams(url.search, names);
  replaceState.call(history, history.state, "", url);
}

/** Calls back after every change of address that a single-page app makes. */
export function onNavigate(land: () => void) {
  for (const method of ["pushState", "replaceState"] as const) {
    const original = history[method];
    history[method] = function (...change) {
      original.apply(this, change);
      land();
    };
  }
  addEventListener("popstate", land);
}
