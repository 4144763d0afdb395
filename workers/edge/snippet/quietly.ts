/** Runs `action`; nothing that fails in it may reach the page. A lost report beats a broken shop. */
export function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {}
}
