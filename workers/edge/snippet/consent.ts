import { consentRequired } from "./config.ts";

type Signals = Navigator & { globalPrivacyControl?: boolean };

let answer: boolean | undefined;

/** Takes the visitor's answer. */
export function answerConsent(given: boolean) {
  answer = given;
}

/**
 * Whether anything may be stored or sent. The visitor's own answer decides; without one, Do Not Track
 * and Global Privacy Control are a no, and so is `data-consent="required"`.
 */
export function granted() {
  const { doNotTrack, globalPrivacyControl } = navigator as Signals;
  return answer ?? !(consentRequired || doNotTrack === "1" || globalPrivacyControl);
}
