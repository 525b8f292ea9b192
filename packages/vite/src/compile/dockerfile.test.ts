import { expect, test } from "vitest";
import { formatDockerfile } from "./dockerfile.ts";
import { parseTarget, TARGET_NAMES } from "./targets.ts";

const KEYWORDS = /^(FROM|WORKDIR|COPY|RUN|ENV|EXPOSE|USER|HEALTHCHECK|ENTRYPOINT) \S/;

const lines = (text: string): string[] =>
  text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

test.each(TARGET_NAMES.filter((name) => name.startsWith("linux")))(
  "%s: two stages, not root, a health check",
  (name) => {
    const text = formatDockerfile({ target: parseTarget(name), bunVersion: "1.4.5", lockFile: "bun.lock" });
    const instructions = lines(text);
    for (const line of instructions) expect(line).toMatch(KEYWORDS);
    expect(instructions.filter((line) => line.startsWith("FROM "))).toEqual([
      "FROM oven/bun:1.4.5 AS build",
      `FROM --platform=linux/${name.includes("x64") ? "amd64" : "arm64"} ${
        name.endsWith("musl") ? "alpine:3.22" : "gcr.io/distroless/base-debian12"
      }`,
    ]);
    expect(text.includes("apk add --no-cache libstdc++ libgcc")).toBe(name.endsWith("musl"));
    expect(text).toContain(`--target ${name} `);
    const last = instructions.slice(-3);
    expect(last).toEqual([
      "USER 65532:65532",
      expect.stringMatching(/^HEALTHCHECK .*CMD \["\/app", "--bunsen-health"\]$/),
      'ENTRYPOINT ["/app"]',
    ]);
    for (const [exec] of text.matchAll(/\[.*\]$/gm)) expect(JSON.parse(exec)).toContain("/app");
  },
);

test.each([
  ["package-lock.json", "npm ci", true],
  ["pnpm-lock.yaml", "pnpm install --frozen-lockfile", true, " pnpm-workspace.yaml*"],
  ["yarn.lock", "yarn install --immutable", true, " .yarnrc.yml*"],
  ["bun.lock", "bun install --frozen-lockfile", false],
  [undefined, "RUN bun install\n", false],
] as const)("a project with %s installs with %j", (lockFile, command, needsNode, settings?: string) => {
  const text = formatDockerfile({ bunVersion: "1.4.5", lockFile });
  expect(text).toContain(command);
  expect(text.includes("FROM node:")).toBe(needsNode);
  expect(text).toContain(`COPY package.json${lockFile ? ` ${lockFile}` : ""}${settings ?? ""} ./`);
});

test("without a target, the image is for the platform that it is built for", () => {
  const text = formatDockerfile({ bunVersion: "1.4.5", lockFile: "bun.lock" });
  expect(text).toContain("bunsen compile --outfile /out/app\n");
  expect(text).toContain("\nFROM gcr.io/distroless/base-debian12\n");
});

test("there is no image for other systems", () => {
  expect(() => formatDockerfile({ target: parseTarget("darwin-arm64"), bunVersion: "1.4.5" })).toThrow(
    /darwin-arm64.*linux-x64/,
  );
});
