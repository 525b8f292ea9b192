import { existsSync } from "node:fs";
import { join } from "node:path";
import { compileErrors } from "../diagnostics/compile-errors.ts";
import type { Target } from "./targets.ts";

/** What a Dockerfile is written for. */
export interface DockerfileInput {
  /** Left out for the platform of the image, with glibc: the machine that builds it may have another processor than this one. */
  target?: Target;
  /** Bun that builds, such as `1.4.5`. */
  bunVersion: string;
  /** The lock file that the project has; Bun's own if it has none. */
  lockFile?: LockFile;
}

/** How each package manager installs exactly what its lock file says, and the file that it may be configured by. */
const INSTALLS = {
  "bun.lock": { command: "bun install --frozen-lockfile" },
  "package-lock.json": { command: "npm ci" },
  "pnpm-lock.yaml": {
    command: "corepack enable && pnpm install --frozen-lockfile",
    settings: "pnpm-workspace.yaml",
  },
  "yarn.lock": { command: "corepack enable && yarn install --immutable", settings: ".yarnrc.yml" },
} as const satisfies Record<string, Install>;

interface Install {
  command: string;
  settings?: string;
}

const NO_LOCK_FILE: Install = { command: "bun install" };

type LockFile = keyof typeof INSTALLS;

/** The lock file in a directory: the first known name. */
export function findLockFile(directory: string): LockFile | undefined {
  const names = Object.keys(INSTALLS) as LockFile[];
  return names.find((name) => existsSync(join(directory, name)));
}

/**
 * A Dockerfile that builds an app into an image with nothing but its executable: not root, no shell where libc allows it,
 * with a health check, and ready for a read-only root.
 *
 * @throws {BunsenPluginError} if the target is not Linux
 */
export function formatDockerfile(input: DockerfileInput): string {
  const { target } = input;
  if (target !== undefined && target.os !== "linux") throw compileErrors.noContainer(target.name);
  return `${[...buildStage(input), "", ...runStage(target), "", ...ENDING].join("\n")}\n`;
}

function buildStage({ target, bunVersion, lockFile }: DockerfileInput): string[] {
  const ownsBun = lockFile === undefined || lockFile === "bun.lock";
  const { command, settings }: Install = lockFile === undefined ? NO_LOCK_FILE : INSTALLS[lockFile];
  const forTarget = target === undefined ? "" : ` --target ${target.name}`;
  // The star: the file need not be there.
  const files = ["package.json", lockFile, settings && `${settings}*`].filter((name) => name !== undefined);
  return [
    '# Written by "bunsen compile --dockerfile". Beside it belongs a .dockerignore with node_modules, dist and .env*.',
    ...(ownsBun
      ? [`FROM oven/bun:${bunVersion} AS build`]
      : [
          "FROM node:22-slim AS build",
          `COPY --from=oven/bun:${bunVersion} /usr/local/bin/bun /usr/local/bin/bun`,
        ]),
    "WORKDIR /src",
    `COPY ${files.join(" ")} ./`,
    `RUN ${command}`,
    "COPY . .",
    `RUN bun --bun node_modules/.bin/bunsen compile${forTarget} --outfile /out/app`,
  ];
}

/** The executables are dynamic: they need their libc, those for musl the libraries of GCC as well. */
function runStage(target: Target | undefined): string[] {
  const from =
    target === undefined ? "FROM" : `FROM --platform=linux/${target.arch === "x64" ? "amd64" : "arm64"}`;
  return target?.libc === "musl"
    ? [`${from} alpine:3.22`, "RUN apk add --no-cache libstdc++ libgcc"]
    : [`${from} gcr.io/distroless/base-debian12`];
}

const ENDING = [
  "COPY --from=build --chmod=0555 /out/app /app",
  "ENV HOST=0.0.0.0 PORT=3000",
  "EXPOSE 3000",
  "USER 65532:65532",
  'HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/app", "--bunsen-health"]',
  'ENTRYPOINT ["/app"]',
  "",
  "# docker run --read-only --cap-drop=ALL --security-opt=no-new-privileges --publish 3000:3000 IMAGE",
  "# (with --tmpfs /tmp for native addons, which are unpacked there)",
];
