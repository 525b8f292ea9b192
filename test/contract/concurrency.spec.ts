import { expect, test } from "vitest";
import { describeModes } from "../support/modes.ts";
import { headOf, shown } from "./shown.ts";

const VISITORS = 200;

interface Visitor {
  name: string;
  method: "GET" | "POST";
}

describeModes("contract", (app) => {
  async function visit({ name, method }: Visitor): Promise<{ headers: Headers; html: string }> {
    const response = await app.fetch(`/concurrency/${name}?user=${name}`, {
      method,
      headers: { cookie: `user=${name}` },
      body: method === "POST" ? new URLSearchParams({ name }) : undefined,
    });
    return { headers: response.headers, html: await response.text() };
  }

  test(`${VISITORS} visitors at once each see their own page`, async () => {
    const visitors = Array.from({ length: VISITORS }, (_, index): Visitor => {
      const name = `visitor${String(index).padStart(3, "0")}x`;
      return { name, method: index % 3 === 0 ? "POST" : "GET" };
    });
    // The pages suspend until their own gate is opened, in another order than they were asked for.
    const answers = visitors.map(visit);
    const gates = visitors
      .toReversed()
      .map(({ name }) => app.fetch(`/api/gates/concurrency-${name}`, { method: "POST" }));
    await Promise.all(gates);
    for (const [index, { headers, html }] of (await Promise.all(answers)).entries()) {
      const { name = "", method } = visitors[index] ?? {};
      const others = [...new Set(html.match(/visitor\d{3}x/g))].filter((found) => found !== name);
      expect(others, name).toEqual([]);
      expect(shown(html)).toEqual({
        props: {
          site: "contract",
          level: "root",
          user: name,
          layoutUser: name,
          form: method === "POST" ? name : null,
        },
        params: { user: name },
        query: { user: name },
        path: `/concurrency/${name}`,
      });
      expect(headOf(html)).toContain(`<title>${name}</title><meta name="description" content="${name}">`);
      expect(headOf(html)).toContain(`<meta name="for" content="${name} ${name}"/>`);
      expect(html).toContain(`<html lang="en" data-user="${name}">`);
      expect(html).toContain(`<div data-user="${name}">`);
      expect(headers.get("x-layout-user")).toBe(name);
      expect(headers.get("x-transformed-for")).toBe(name);
      expect(headers.getSetCookie()).toEqual([expect.stringMatching(new RegExp(`^seen=${name};`))]);
    }
  });
});
