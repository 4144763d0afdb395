import { buildSnippet, gzippedBytes, SNIPPET_BYTES_MAX } from "../../scripts/build-snippet.ts";
import { EDGE_BYTES_MAX, uploadBytes } from "../../scripts/checks/budgets.ts";
import { type Figure, figure } from "../report/figure.ts";
import type { Bundle } from "../stage/bundle.ts";

/** What is uploaded, and what a shop's page loads. */
export async function measureSizes({ folder }: Bundle): Promise<Figure[]> {
  return [
    figure("edge_bundle_gzip_bytes", "bytes", uploadBytes(folder), {
      budget: { max: EDGE_BYTES_MAX },
    }),
    figure("snippet_gzip_bytes", "bytes", gzippedBytes(await buildSnippet()), {
      budget: { max: SNIPPET_BYTES_MAX },
    }),
  ];
}
