/** `npm run types`: writes the types of each Worker's environment from its wrangler.toml. */
import { QUIET_WRANGLER, runCommand } from "./command.ts";
import { GENERATED_TYPES, typesArguments } from "./worker-env-types.ts";

for (const generated of GENERATED_TYPES) {
  const { code, output } = await runCommand("wrangler", typesArguments(generated), QUIET_WRANGLER);
  if (code !== 0) {
    console.error(output);
    process.exit(1);
  }
  console.log(`wrote ${generated.file}`);
}
