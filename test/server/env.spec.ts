import { beforeAll, describe, expect, test } from "vitest";
import { buildTyped } from "../support/documents.ts";
import { runBuilt, startBuilt } from "../support/serve.ts";

const FILES = {
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
import { env } from "@bunsen/runtime/env";
import * as z from "zod";

export const envSchema = z.object({
  SHOP_DATABASE: z.string(),
  SHOP_LIMIT: z.coerce.number(),
  SHOP_TOKEN: z.string().min(8),
});

export default defineServer({
  env: envSchema,
  onStart: () => console.log("limit", env().SHOP_LIMIT.toFixed(1)),
  middleware({ url }) {
    const limit: number = env().SHOP_LIMIT;
    return url.searchParams.has("limit") ? Response.json({ limit }) : undefined;
  },
});
`,
  "src/pages/index.server.ts": `
import type { PageServer } from "@bunsen/runtime";
import { env } from "@bunsen/runtime/env";
export default (() => ({ props: { limit: env().SHOP_LIMIT } })) satisfies PageServer<"/">;
`,
  "src/pages/index.tsx": `
import type { PageProps } from "@bunsen/runtime";
import { env } from "@bunsen/runtime/env";
export const meta = () => ({ title: env().SHOP_DATABASE });
export default function Index({ props }: PageProps<"/">) {
  return <p>{props.limit.toFixed(2)}</p>;
}
`,
};

describe("env of defineServer", () => {
  let home = "";
  beforeAll(async () => {
    // On a machine that has none of the variables.
    home = await buildTyped(FILES);
  });

  test("is typed and converted, in server functions, metadata and src/server.ts itself", async () => {
    const server = await startBuilt(home, {
      environment: { SHOP_DATABASE: "shop.db", SHOP_LIMIT: "3", SHOP_TOKEN: "canary-token" },
    });
    const html = await (await server.fetch("/")).text();
    expect(html).toContain("<p>3.00</p>");
    expect(html).toContain("<title>shop.db</title>");
    expect(html).not.toContain("canary");
    expect(await (await server.fetch("/?limit")).json()).toEqual({ limit: 3 });
    expect(server.log()).toContain("limit 3.0");
    await server.stop();
  });

  test("ends the start with every problem in one message, and exit code 1", async () => {
    const { code, output } = await runBuilt(home, { PORT: "0", SHOP_LIMIT: "many", SHOP_TOKEN: "short" });
    expect(code).toBe(1);
    expect(output).toMatch(/SHOP_DATABASE: .*; SHOP_LIMIT: .*; SHOP_TOKEN: .*\[ENV_REFUSED\]/);
    expect(output).not.toMatch(/^\s+at /m);
  });
});
