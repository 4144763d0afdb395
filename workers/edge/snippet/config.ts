/** What the edge writes in place of `__TD_CONFIG__`; `null` when the address names no program. */
export type SnippetConfig = {
  /** Program, `prog_…`. */
  p?: string;
  /** Attribution window in days: how long the cookie lives. */
  w?: number | string;
  /** Query parameter that carries the click token. */
  n?: string;
  /** Origin of the tracking host. */
  u: string;
};

declare const __TD_CONFIG__: SnippetConfig | null;

/** Attribution window of a program that names none, as in its schema. */
const WINDOW_DAYS = 30;

const script = document.currentScript as HTMLScriptElement | null;
const data: DOMStringMap = script?.dataset ?? {};

const config: SnippetConfig = __TD_CONFIG__ ?? {
  p: data.program,
  w: data.window,
  n: data.param,
  u: new URL(script?.src || location.href).origin,
};

export const program = config.p;
export const windowMs = (Number(config.w) || WINDOW_DAYS) * 864e5;
export const tokenParam = config.n || "td";
export const trackingHost = config.u;
/** `data-consent="required"`: nothing is stored or sent before `td('consent', true)`. */
export const consentRequired = data.consent === "required";
