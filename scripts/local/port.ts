import { createServer } from "node:net";
import { WayOut } from "./way-out.ts";

const PORT_DEFAULT = 8787;

/** The port in `text`, as PORT holds it; 8787 when there is none. @throws WayOut when it is no port */
export function readPort(text: string | undefined): number {
  if (text === undefined || text === "") return PORT_DEFAULT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new WayOut(`PORT is "${text}"; it must be 1 to 65535.`);
  return port;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has nothing there that could be in the way.
      resolve(error.code !== "EADDRINUSE" && error.code !== "EACCES");
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** @throws WayOut when somebody else listens on `port` of this machine */
export async function requireFreePort(port: number): Promise<void> {
  for (const host of ["127.0.0.1", "::1"]) {
    if (await canListen(port, host)) continue;
    throw new WayOut(
      `Port ${port} is in use by another program.\nStop it, or start on another port:\n\n  PORT=${port + 1} npm start`,
    );
  }
}
