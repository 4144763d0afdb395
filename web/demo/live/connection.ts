/** A WebSocket that comes back by itself, with a new ticket each time. */
import type { LiveMessage, TicketAnswer } from "../../../workers/contract/live.ts";

const WAIT_MS_MIN = 500;
const WAIT_MS_MAX = 15_000;
const PING_MS = 30_000;

export type ConnectionState = "connecting" | "live" | "lost";

export type Watcher = {
  readonly affiliateId: string;
  readonly onState: (state: ConnectionState) => void;
  /** Connected, for the first time or again: what was missed meanwhile has to be loaded. */
  readonly onOpen: () => void;
  readonly onMessage: (message: LiveMessage) => void;
};

async function askTicket(affiliateId: string): Promise<string> {
  const answer = await fetch("/demo/api/live/tickets", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ affiliate_id: affiliateId }),
  });
  if (!answer.ok) throw new Error(`No ticket: ${answer.status}`);
  const { ticket } = (await answer.json()) as TicketAnswer;
  return ticket;
}

/** Resolves when the connection has ended, to whether it ever was open. */
function connect(ticket: string, watcher: Watcher): Promise<boolean> {
  return new Promise((resolve) => {
    const url = new URL(`/api/v1/live?ticket=${encodeURIComponent(ticket)}`, location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    let opened = false;
    const ping = setInterval(() => opened && socket.send("ping"), PING_MS);
    socket.addEventListener("open", () => {
      opened = true;
      watcher.onState("live");
      watcher.onOpen();
    });
    socket.addEventListener("message", ({ data }) => {
      if (data !== "pong") watcher.onMessage(JSON.parse(String(data)) as LiveMessage);
    });
    socket.addEventListener("close", () => {
      clearInterval(ping);
      resolve(opened);
    });
  });
}

/** Watches for as long as the page lives. */
export async function watch(watcher: Watcher): Promise<never> {
  let waitMs = WAIT_MS_MIN;
  for (;;) {
    const opened = await askTicket(watcher.affiliateId)
      .then((ticket) => connect(ticket, watcher))
      .catch(() => false);
    watcher.onState("lost");
    waitMs = opened ? WAIT_MS_MIN : Math.min(waitMs * 2, WAIT_MS_MAX);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
