/** Calls that wait for consent, or for the token of `?via=code`. */
import { granted } from "./consent.ts";
import { quietly } from "./quietly.ts";

const held: (() => void)[] = [];
let registering = false;

export function hold(call: () => void) {
  held.push(call);
  release();
}

export function release() {
  while (held[0] && granted() && !registering) quietly(held.shift() as () => void);
}

/** While a visit is being registered, calls wait for its token. */
export function setRegistering(started: boolean) {
  registering = started;
  release();
}
