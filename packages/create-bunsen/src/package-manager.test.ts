import { expect, test } from "vitest";
import { packageManagerOf } from "./package-manager.ts";

test.each([
  ["bun/1.4.5 npm/? node/v24.3.0 linux x64", "bun"],
  ["npm/11.19.1 node/v20.20.2 linux x64 workspaces/false", "npm"],
  ["pnpm/10.4.1 npm/? node/v22.0.0 darwin arm64", "pnpm"],
  ["yarn/4.9.1 npm/? node/v22.0.0 linux x64", "yarn"],
  ["cnpm/9.0.0 npm/? node/v22.0.0 linux x64", "npm"],
  [undefined, "npm"],
])("started by %j it speaks of %s", (userAgent, name) => {
  expect(packageManagerOf(userAgent).name).toBe(name);
});
