import { compileErrors } from "../diagnostics/compile-errors.ts";
import { type ExecutableHeader, readExecutableHeader } from "./executable-header.ts";

/** A platform that Bun compiles for. */
export interface Target extends ExecutableHeader {
  /** As in `--target`: `linux-x64-musl`. */
  name: string;
  /** As Bun calls it: `bun-linux-x64-musl`. */
  bun: Bun.Build.CompileTarget;
  /** A container image with what the executable needs; executables are dynamic, so `scratch` is not enough. */
  image?: string;
}

const GLIBC_IMAGE = "gcr.io/distroless/base-debian12";
const MUSL_IMAGE = "alpine (with libstdc++ and libgcc)";

const TARGETS: readonly Target[] = [
  { name: "linux-x64", bun: "bun-linux-x64", os: "linux", arch: "x64", libc: "glibc", image: GLIBC_IMAGE },
  {
    name: "linux-arm64",
    bun: "bun-linux-arm64",
    os: "linux",
    arch: "arm64",
    libc: "glibc",
    image: GLIBC_IMAGE,
  },
  {
    name: "linux-x64-musl",
    bun: "bun-linux-x64-musl",
    os: "linux",
    arch: "x64",
    libc: "musl",
    image: MUSL_IMAGE,
  },
  {
    name: "linux-arm64-musl",
    bun: "bun-linux-arm64-musl",
    os: "linux",
    arch: "arm64",
    libc: "musl",
    image: MUSL_IMAGE,
  },
  { name: "darwin-x64", bun: "bun-darwin-x64", os: "darwin", arch: "x64" },
  { name: "darwin-arm64", bun: "bun-darwin-arm64", os: "darwin", arch: "arm64" },
  { name: "windows-x64", bun: "bun-windows-x64", os: "windows", arch: "x64" },
  { name: "windows-arm64", bun: "bun-windows-arm64", os: "windows", arch: "arm64" },
];

/** Names that `--target` accepts, without the optional prefix `bun-`. */
export const TARGET_NAMES: readonly string[] = TARGETS.map((target) => target.name);

/** Other spellings that Bun accepts: segments in any order, "glibc" for Linux, and processor levels of equal meaning. */
const IGNORED_SEGMENTS = new Set(["bun", "glibc", "gnu", "baseline", "modern"]);

/**
 * The target of a name such as `linux-x64`, `bun-linux-arm64-musl` or `musl-linux-x64`.
 *
 * @throws {BunsenPluginError} naming the nearest target
 */
export function parseTarget(name: string): Target {
  const segments = segmentsOf(name);
  const found = TARGETS.find((target) => segmentsOf(target.name).join() === segments.join());
  if (!found) throw compileErrors.unknownTarget(name, TARGET_NAMES);
  return found;
}

function segmentsOf(name: string): string[] {
  return name
    .toLowerCase()
    .replace("aarch64", "arm64")
    .split("-")
    .filter((segment) => !IGNORED_SEGMENTS.has(segment))
    .sort();
}

/** The target of the running Bun. */
export function hostTarget(): Target {
  const header = readExecutableHeader(process.execPath);
  const found = TARGETS.find((target) => header && isFor(header, target));
  if (!found) throw compileErrors.unknownHost(process.platform, process.arch);
  return found;
}

/** Whether a file with this header runs on the target. */
export function isFor(header: ExecutableHeader, target: Target): boolean {
  return header.os === target.os && header.arch === target.arch && header.libc === target.libc;
}
