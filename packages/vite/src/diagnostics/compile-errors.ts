import { suggestionFor } from "@bunsen/runtime/internal/suggest";
import { BunsenPluginError } from "./plugin-error.ts";

/** Errors while an executable is made. */
export const compileErrors = {
  unknownTarget: (name: string, known: readonly string[]) => {
    const hint = suggestionFor(name, known);
    return new BunsenPluginError("UNKNOWN_TARGET", `Bun does not compile for "${name}". ${hint}`);
  },
  unknownHost: (os: string, arch: string) =>
    new BunsenPluginError(
      "UNKNOWN_HOST",
      `Bun does not compile for this machine (${os} ${arch}). Name a target, such as --target linux-x64.`,
    ),
  profileNeedsBytecode: () =>
    new BunsenPluginError(
      "PROFILE",
      "A profile sorts bytecode, but bytecode is off. Remove profile, or remove bytecode: false.",
    ),
  noContainer: (target: string) =>
    new BunsenPluginError(
      "NO_CONTAINER",
      `There are no container images for ${target}. Choose a Linux target, such as --target linux-x64.`,
    ),
  foreignAddon: (addon: string, target: string) =>
    new BunsenPluginError(
      "FOREIGN_ADDON",
      `The native addon ${addon} is not for ${target}, so no executable for it can be made here. ` +
        `Install the package's build for ${target}, or compile on a machine of that kind.`,
    ),
  notEmbeddable: (packages: readonly Unbundled[]) =>
    new BunsenPluginError(
      "NOT_EMBEDDABLE",
      `These packages cannot be put into an executable:\n${packages.map(describeUnbundled).join("")}` +
        "Run bunsen build and ship dist/ instead (it has them in dist/server/node_modules and runs with Bun alone), " +
        "or replace them with something that needs no files of its own, such as bun:sqlite or a WebAssembly build.",
    ),
  wrongExecutable: (target: string) =>
    new BunsenPluginError(
      "WRONG_EXECUTABLE",
      `Bun made a file that is not an executable for ${target}. Remove Bun's cache ("bun pm cache rm") and compile again.`,
    ),
  compileFailed: (file: string, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    const way = wayOut(systemCode(error, reason));
    return new BunsenPluginError(
      "COMPILE",
      `${file} could not be made: ${reason.replace(/\.$/, "")}. ${way}`.trim(),
    );
  },
};

const REASONS: Record<string, string> = {
  addon: "loads a native addon from its own directory",
  files: "reads files of its own",
  option: "named in bunsen({ external })",
};

interface Unbundled {
  name: string;
  version: string;
  reason: string;
  /** How it comes into the bundle. */
  chain?: readonly string[];
}

function describeUnbundled({ name, version, reason, chain = [] }: Unbundled): string {
  const way = chain.length > 0 ? `, by way of ${chain.join(" → ")}` : "";
  return `- ${name}@${version} (${REASONS[reason] ?? reason})${way}\n`;
}

/** The code of a system error. Bun's own errors have it only at the end of their message. */
function systemCode(error: unknown, message: string): unknown {
  if (error instanceof Error && "code" in error && error.code !== undefined) return error.code;
  return /\b(EACCES|EPERM|EROFS|ENOENT|ENOSPC|EDQUOT)\b/.exec(message)?.[1];
}

/** What to do about a system error while an executable is written. */
function wayOut(code: unknown): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "Writing there is not allowed: choose another place with --outfile.";
    case "ENOENT":
      return "Create the directory, or choose another place with --outfile.";
    case "ENOSPC":
    case "EDQUOT":
      return "The disk is full: an executable takes about 120 MB. Make room, or choose another place with --outfile.";
    default:
      return "";
  }
}
