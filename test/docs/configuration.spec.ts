import { bunsen } from "@bunsen/vite";
import { describe, expect, test } from "vitest";
import { checkEndpointConfig } from "../../packages/runtime/src/endpoint/config.ts";
import { readEnvironment } from "../../packages/runtime/src/options/environment.ts";
import { resolveSettings } from "../../packages/runtime/src/options/resolve.ts";
import { checkServerOptions } from "../../packages/runtime/src/options/validate.ts";
import { mergeConfigs } from "../../packages/runtime/src/page/config.ts";
import { textOf } from "../support/documents.ts";

/** Far from every option that there is, so that the message lists all of them. */
const UNKNOWN = "zzzzzzzzzzzzzzzzzzzzzzzz";

interface Row {
  name: string;
  type: string;
  default: string;
}

/** The table below a heading of the page. */
function table(heading: string): Row[] {
  const sections = textOf("docs/configuration.md").split(/^(?=#+ )/m);
  const section = sections.find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const rows = section.matchAll(/^\| `([^`]+)` \| (.*?) \| (.*?) ?\| (.+) \|$/gm);
  return [...rows].map(([, name = "", type = "", value = ""]) => ({ name, type, default: value.trim() }));
}

/** The names that a check says are known. */
function known(check: () => unknown): string[] {
  try {
    check();
  } catch (error) {
    const [, names = ""] = /Known are ([^.]*)\./.exec(error instanceof Error ? error.message : "") ?? [];
    return names.split(", ");
  }
  throw new Error("an unknown option was accepted");
}

describe("the page about configuration has each option that there is, and no other", () => {
  const serverOption = (name: string) => () => checkServerOptions({ [name]: { [UNKNOWN]: 1 } });

  test.each<[heading: string, check: () => unknown]>([
    ["## bunsen()", () => bunsen({ [UNKNOWN]: 1 } as never)],
    ["### compile", () => bunsen({ compile: { [UNKNOWN]: 1 } as never })],
    ["## defineServer()", () => checkServerOptions({ [UNKNOWN]: 1 })],
    ["### websocket", serverOption("websocket")],
    ["### serve", serverOption("serve")],
    ["### csp", serverOption("csp")],
    ["### cache", serverOption("cache")],
    ["### session", serverOption("session")],
    ["### live", serverOption("live")],
    ["### cron", () => checkServerOptions({ cron: { job: { [UNKNOWN]: 1 } } })],
    ["### health", serverOption("health")],
    ["### metrics", serverOption("metrics")],
    ["### shutdown", serverOption("shutdown")],
    ["## config of a page", () => mergeConfigs([{ file: "x.tsx", config: { [UNKNOWN]: 1 } }])],
    ["## config of an endpoint", () => checkEndpointConfig("x.ts", { [UNKNOWN]: 1 })],
  ])("%s", (heading, check) => {
    const rows = table(heading);
    expect(rows.map(({ name }) => name).sort()).toEqual(known(check).sort());
    expect(rows.filter((row) => row.type === "")).toEqual([]);
  });

  test("the environment", () => {
    const asked: string[] = [];
    const listener = new Proxy<Record<string, undefined>>(
      {},
      {
        get(_, name) {
          asked.push(String(name));
        },
      },
    );
    readEnvironment(listener);
    expect(table("## Environment variables").map(({ name }) => name)).toEqual(asked);
  });
});

test("the defaults are those of a server that is told nothing", () => {
  const { cache, csrf, health, idleTimeout, shutdown, trailingSlash } = resolveSettings({}, {});
  const shown = (heading: string, name: string) => table(heading).find((row) => row.name === name)?.default;
  const asText = (value: unknown) => `\`${JSON.stringify(value)}\``;
  expect(shown("## defineServer()", "csrf")).toBe(asText(csrf));
  expect(shown("## defineServer()", "trailingSlash")).toBe(asText(trailingSlash));
  expect(shown("### cache", "defaultExpiry")).toBe(asText(cache.defaultExpiry));
  expect(shown("### cache", "maxBytes")).toBe(`${cache.maxBytes / 1_048_576} MB`);
  expect(shown("### health", "live")).toBe(asText(health.live));
  expect(shown("### health", "ready")).toBe(asText(health.ready));
  expect(shown("### shutdown", "delay")).toBe(asText(shutdown.delay));
  expect(shown("### shutdown", "timeout")).toBe(asText(shutdown.timeout));
  expect(shown("### serve", "idleTimeout")).toBe(asText(idleTimeout));
  expect(shown("## Environment variables", "IDLE_TIMEOUT")).toBe(asText(idleTimeout));
  expect(shown("## Environment variables", "SHUTDOWN_TIMEOUT")).toBe(asText(shutdown.timeout));
});
