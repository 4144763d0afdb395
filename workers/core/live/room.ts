/** The WebSockets of one object. They hibernate: between messages the object need not be in memory. */
import type { LiveMessage } from "../../contract/live.ts";
import type { Mode } from "../../domain/mode.ts";

/** A socket older than this is closed with its next message, so that access is asked for again. */
const SOCKET_AGE_MS_MAX = 12 * 3_600_000;
/** Close code: get a new ticket and come back (4000–4999 are an application's own). */
export const TICKET_EXPIRED = 4001;
const UPGRADE_REQUIRED = 426;
/** More than anybody needs; each is sent every message. */
const SOCKETS_MAX = 500;
const FULL = 503;

type Attachment = { readonly mode: Mode; readonly since: number };

export class Room {
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState) {
    this.#state = state;
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** Whether anybody watches. */
  get isEmpty(): boolean {
    return this.#state.getWebSockets().length === 0;
  }

  /** Which modes are watched. */
  get modes(): Mode[] {
    return (["live", "test"] as const).filter((mode) => this.#state.getWebSockets(mode).length > 0);
  }

  /**
   * Takes in whoever comes through the upgrade route, which has read the ticket: `?mode=` is its.
   * @param greeting what is sent at once
   * @returns 101, or 503 when too many watch already
   */
  accept(request: Request, now: number, greeting: (mode: Mode) => LiveMessage | null): Response {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return new Response(null, { status: UPGRADE_REQUIRED });
    }
    if (this.#state.getWebSockets().length >= SOCKETS_MAX) {
      return new Response(null, { status: FULL });
    }
    const mode: Mode = new URL(request.url).searchParams.get("mode") === "test" ? "test" : "live";
    const { 0: client, 1: server } = new WebSocketPair();
    this.#state.acceptWebSocket(server, [mode]);
    server.serializeAttachment({ mode, since: now } satisfies Attachment);
    const message = greeting(mode);
    if (message) server.send(JSON.stringify(message));
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Sends to everybody who watches the message's mode. One broken socket harms no other. */
  send(message: LiveMessage, now: number): void {
    const text = JSON.stringify(message);
    for (const socket of this.#state.getWebSockets(message.mode)) {
      const { since } = socket.deserializeAttachment() as Attachment;
      try {
        socket.send(text);
        if (now - since > SOCKET_AGE_MS_MAX) socket.close(TICKET_EXPIRED, "ticket expired");
      } catch {
        // It is closing; the runtime drops it.
      }
    }
  }
}
