/** A file that `wrangler types` writes from a Worker's configuration. */
export type GeneratedTypes = { readonly config: string; readonly file: string };

export const GENERATED_TYPES: readonly GeneratedTypes[] = [
  { config: "wrangler.toml", file: "workers/core/env.generated.d.ts" },
  { config: "workers/edge/wrangler.toml", file: "workers/edge/env.generated.d.ts" },
];

/** Arguments for `wrangler`; the configuration alone decides, whatever .dev.vars there is. */
export const typesArguments = ({ config, file }: GeneratedTypes): string[] => [
  "types",
  ...(config === "wrangler.toml" ? [] : ["-c", config]),
  "--include-runtime=false",
  "--strict-vars=false",
  file,
];
