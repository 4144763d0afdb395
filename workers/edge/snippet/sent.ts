/**
 * What this tab has reported, so that a thank-you page that is reloaded, or reached by the back button,
 * reports no second time. It spares requests; that a sale is one conversion is the server's to ensure.
 */
import { REPORTED_MAX } from "./limits.ts";
import { quietly } from "./quietly.ts";

let inPage = "";

const inTab = (): string => quietly(() => sessionStorage._td) ?? "";

/** Whether `key` was reported before; it counts as reported on this page from now on. */
export function reportedBefore(key: string) {
  if ((inTab() + inPage).includes(key)) return true;
  inPage += key;
}

/** The server has `keys`: a reload need not repeat them. Where storage is blocked, the server notices. */
export function keepReported(key: string) {
  quietly(() => {
    sessionStorage._td = (inTab() + key).slice(-REPORTED_MAX);
  });
}

export const forgetReported = () => quietly(() => sessionStorage.removeItem("_td"));
