// `npm run new -- ../my-app [--template full]`: an app beside this checkout, with the packages as they are here. It
// takes them from its own vendor/ directory, because they are not published.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
/** npm runs scripts in the directory of package.json; paths are meant from where the user typed the command. */
const cwd = process.env.INIT_CWD ?? process.cwd();
const parameters = process.argv.slice(2);

if (parameters.some((parameter) => ["--help", "-h"].includes(parameter))) {
  console.log("Usage: npm run new -- <directory> [--template minimal|full]");
  process.exit(0);
}
const directory = parameters.find(
  (parameter, index) => !/^-/.test(parameter) && !/^(-t|--template)$/.test(parameters[index - 1] ?? ""),
);
if (directory === undefined) {
  console.error("Say where the app is to be: npm run new -- ../my-app");
  process.exit(1);
}

run("npm", ["run", "--silent", "packages"], repository);
run(
  process.execPath,
  [join(repository, "packages/create-bunsen/bin/create-bunsen.js"), ...parameters, "--yes"],
  cwd,
);
const app = resolve(cwd, directory);
const vendor = join(app, "vendor");
mkdirSync(vendor);
run(
  "npm",
  [
    "pack",
    "--silent",
    "--pack-destination",
    vendor,
    "--workspace",
    "@bunsen/runtime",
    "--workspace",
    "@bunsen/vite",
  ],
  repository,
  "ignore",
);
vendorPackages(join(app, "package.json"));
copyVendorFirst(join(app, "Dockerfile"));

function vendorPackages(file) {
  const [runtime, vite] = ["bunsen-runtime", "bunsen-vite"].map(
    (name) => `file:vendor/${readdirSync(vendor).find((entry) => entry.startsWith(`${name}-`))}`,
  );
  const { dependencies, devDependencies, ...rest } = JSON.parse(readFileSync(file, "utf8"));
  const vendored = {
    ...rest,
    dependencies: { ...dependencies, "@bunsen/runtime": runtime },
    devDependencies: { ...devDependencies, "@bunsen/vite": vite },
    overrides: { "@bunsen/runtime": "$@bunsen/runtime" },
  };
  writeFileSync(file, `${JSON.stringify(vendored, null, 2)}\n`);
}

/** The install step of an image needs the tarballs. */
function copyVendorFirst(file) {
  writeFileSync(file, readFileSync(file, "utf8").replace(/^RUN npm ci$/m, "COPY vendor vendor\n$&"));
}

function run(command, parameters, cwd, stdout = "inherit") {
  const { status } = spawnSync(command, parameters, { cwd, stdio: ["inherit", stdout, "inherit"] });
  if (status !== 0) process.exit(status ?? 1);
}
