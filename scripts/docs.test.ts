import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bulkSchema, trackSchemas } from "../workers/contract/track.ts";
import { AUTH_PATHS } from "../workers/core/auth/auth-paths.ts";
import { projectFiles } from "./project-files.ts";

/** The first JSON block below each `## POST …` of a page. */
function examples(file: string): [path: string, body: unknown][] {
  const sections = readFileSync(file, "utf8").split(/^## /m);
  return sections.flatMap((section): [string, unknown][] => {
    const path = /^`POST (\S+)`/.exec(section)?.[1];
    const json = /```json\n([\s\S]*?)```/.exec(section)?.[1];
    return path && json ? [[path, JSON.parse(json)]] : [];
  });
}

const schemaOf = (path: string) => {
  const name = path.split("/").at(-1) ?? "";
  if (name === "bulk") return bulkSchema;
  if (name in trackSchemas) return trackSchemas[name as keyof typeof trackSchemas];
  throw new Error(`${path} is documented and has no schema`);
};

describe("docs/api/track.md", () => {
  const documented = examples("docs/api/track.md");

  it("shows every call", () => {
    const paths = documented.map(([path]) => path.split("/").at(-1));
    expect(paths.sort()).toEqual([...Object.keys(trackSchemas), "bulk"].sort());
  });

  it.each(documented)("%s: its example is taken", (path, body) => {
    expect(schemaOf(path).safeParse(body).error?.issues ?? []).toEqual([]);
  });
});

describe("docs/guides/sign-in.md", () => {
  it("lists every path of signing in, and no other", () => {
    const text = readFileSync("docs/guides/sign-in.md", "utf8");
    const listed = [...text.matchAll(/^\| `(GET|POST) ([^`?]+)/gm)].map(([, ...line]) => line);
    expect(listed).toEqual(AUTH_PATHS.map(({ method, path }) => [method, path]));
  });
});

describe("links between the project's documents", () => {
  const pages = projectFiles().filter((file) => file.endsWith(".md"));

  it.each(pages)("%s leads to files that exist", (page) => {
    const text = readFileSync(page, "utf8");
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, target = ""]) => target,
    );
    const broken = targets.filter((target) => !existsSync(join(dirname(page), target)));
    expect(broken).toEqual([]);
  });
});
