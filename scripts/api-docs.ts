import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const PAGE = ["page.js", "page.css"];
const SWAGGER_UI = ["swagger-ui.css", "swagger-ui-bundle.js"];

/** Puts the files of `/api/docs` into a Pages project: the page's own, and Swagger UI as it is published. */
export function layOutApiDocs(dist: string): void {
  const target = join(dist, "assets/api-docs");
  mkdirSync(target, { recursive: true });
  for (const file of PAGE) copyFileSync(join("web/api-docs", file), join(target, file));
  for (const file of SWAGGER_UI) {
    copyFileSync(join("node_modules/swagger-ui-dist", file), join(target, file));
  }
}
