import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as runtime from "@bunsen/runtime";
import * as vite from "@bunsen/vite";
import { expect, test } from "vitest";
import { documents, textOf } from "../support/documents.ts";
import { repository } from "../support/paths.ts";

const guide = documents().map(textOf).join("\n");

test("the guide speaks of everything that can be imported", () => {
  const names = [...Object.keys(runtime), ...Object.keys(vite)];
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(guide))).toEqual([]);
});

/** The fields that an interface of the sources declares, without those of objects in it. */
function fieldsOf(file: string, name: string): string[] {
  const text = readFileSync(join(repository, "packages/runtime/src", file), "utf8");
  const [, body = ""] = new RegExp(`interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, "m").exec(text) ?? [];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)[?:(]/gm)].map(([, field = ""]) => field);
}

test.each([
  ["docs/data.md", "api/types.ts", "ContextOf"],
  ["docs/data.md", "api/types.ts", "ServerResult"],
  ["docs/pages.md", "api/page-meta.ts", "MetaFields"],
  ["docs/configuration.md", "api/process-options.ts", "HealthOptions"],
  ["docs/configuration.md", "api/session.ts", "SessionOptions"],
  ["docs/sessions.md", "api/session.ts", "Session"],
  ["docs/sessions.md", "api/session.ts", "SessionStore"],
  ["docs/sessions.md", "session/stores/redis.ts", "RedisSessionsOptions"],
  ["docs/live.md", "live/channel.ts", "Channel"],
  ["docs/live.md", "live/event-stream.ts", "ServerEvent"],
  ["docs/live.md", "live/event-stream.ts", "EventStreamOptions"],
  ["docs/configuration.md", "cache/stores/redis.ts", "RedisStoreOptions"],
  ["docs/configuration.md", "cache/stores/file.ts", "FileStoreOptions"],
  ["docs/configuration.md", "cache/stores/memory.ts", "MemoryStoreOptions"],
])("%s names each field of %s %s", (document, file, name) => {
  const fields = fieldsOf(file, name);
  expect(fields.length).toBeGreaterThan(1);
  const code = [...textOf(document).matchAll(/`[^`\n]+`/g)].join(" ");
  expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(code))).toEqual([]);
});
