// Starts a script of this folder on a Node that reads TypeScript. Plain JavaScript on purpose: this file
// has to run, and to explain itself, on a Node that is too old for anything else here.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NODE_MAJOR_MIN = 24;
const root = fileURLToPath(new URL("..", import.meta.url));
const bin = resolve(root, "node_modules/.bin");

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

/** What `file` in the project's folder says, or nothing where it is not there. */
function read(file) {
  try {
    return JSON.parse(readFileSync(resolve(root, file), "utf8"));
  } catch {
    return {};
  }
}

if (!existsSync(resolve(root, "node_modules/wrangler"))) {
  fail("The packages are not installed. Run:\n\n  npm ci");
}
// After a `git pull` that brought new packages. What is missing shows itself late otherwise, as a server
// that does not start. Versions are pinned, so a package that is another one has another version.
const { dependencies, devDependencies } = read("package.json");
const stale = Object.entries({ ...dependencies, ...devDependencies })
  .filter(([, version]) => /^\d/.test(version))
  .filter(([name, version]) => read(`node_modules/${name}/package.json`).version !== version)
  .map(([name, version]) => `${name} ${version}`);
if (stale.length > 0) {
  fail(
    `These packages are not installed as package.json names them: ${stale.join(", ")}. Run:\n\n  npm ci`,
  );
}
if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MIN) {
  fail(
    [
      `Node ${NODE_MAJOR_MIN} is needed, and this is Node ${process.versions.node}.`,
      existsSync(resolve(bin, "node"))
        ? "The project brings its own: start through npm (npm start, npm test), which uses it."
        : "The project's own Node is missing from node_modules: npm was told not to run install scripts,\n" +
          "or could not fetch it. Run `npm ci --ignore-scripts=false`, or install Node 24 or newer.",
    ].join("\n"),
  );
}

process.chdir(root);
process.env.PATH = `${bin}${delimiter}${process.env.PATH ?? ""}`;
const script = process.argv.splice(2, 1)[0];
process.argv[1] = resolve(root, script);
await import(pathToFileURL(process.argv[1]).href);
