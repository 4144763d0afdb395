/** The merchant's site: the pages beside this file, on every host name that leads here. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const PAGES = new URL("./pages/", import.meta.url);

/** The stub for early calls, as the guide tells merchants to write it. */
async function readStub() {
  const guide = await readFile(
    new URL("../../../docs/guides/install-snippet.md", import.meta.url),
    "utf8",
  );
  const stub = /^window\.td=.*$/m.exec(guide)?.[0];
  if (!stub) throw new Error("docs/guides/install-snippet.md shows no stub");
  return `<script>${stub}</script>`;
}

/** @param fill replaces `{{name}}` in every page */
export async function startMerchantSite(fill: Record<string, string>) {
  const stub = await readStub();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://shop");
    const name = pathname.split("/").pop();
    try {
      const page = await readFile(new URL(`${name}.html`, PAGES), "utf8");
      response.setHeader("content-type", "text/html; charset=utf-8");
      const filled = page.replace(/\{\{(\w+)\}\}/g, (_, key: string) => fill[key] ?? "");
      response.end(filled.replaceAll("<!--stub-->", () => stub));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    /** Address of a page; `host` may be any name under localhost. */
    page: (name: string, host = "localhost") => `http://${host}:${port}/${name}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type MerchantSite = Awaited<ReturnType<typeof startMerchantSite>>;
