/** The snippet's queue stub: calls made before `/t.js` has loaded wait in line. */
type Td = ((...call: unknown[]) => void) & { q?: unknown[][] };

declare global {
  interface Window {
    td?: Td;
  }
}

export function td(...call: unknown[]): void {
  if (!window.td) {
    const stub: Td = (...early) => {
      stub.q?.push(early);
    };
    stub.q = [];
    window.td = stub;
  }
  window.td(...call);
}

/** The click token that the merchant's server hands in with a sale; "" when there is none. */
export const clickToken = (): Promise<string> =>
  new Promise((resolve) => td("id", (token: string) => resolve(token)));
