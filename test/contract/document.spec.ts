import { describe, expect, test } from "vitest";
import { openPage } from "../support/browser.ts";
import { describeModes } from "../support/modes.ts";
import { headOf } from "./shown.ts";

const ATTACK = '"><script>alert(1)</script>';

/** The values of `<meta name="…">`, in order. */
const named = (head: string, name: string): string[] =>
  [...head.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)"/g)]
    .filter(([, key]) => key === name)
    .map(([, , content = ""]) => content);

const titles = (html: string): string[] =>
  [...html.matchAll(/<title>(.*?)<\/title>/gs)].map(([, title = ""]) => title);

const jsonLd = (head: string): unknown[] =>
  [...head.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, text = ""]) =>
    JSON.parse(text),
  );

describeModes("contract", (app) => {
  const get = async (path: string) => {
    const html = await (await app.fetch(path)).text();
    return { html, head: headOf(html), htmlTag: /<html[^>]*>/.exec(html)?.[0] };
  };

  test("every field of meta is in the head", async () => {
    const { head, html } = await get("/document/full");
    const absolute = (path: string) => app.origin + path;
    expect(titles(html)).toEqual(["Every field"]);
    const expected: Record<string, string> = {
      description: "What a page can say of itself",
      keywords: "meta, fields",
      author: "Ada Lovelace",
      robots: "noindex, nofollow",
      "theme-color": "#123456",
      "og:title": "Every field, shared",
      "og:description": "For a preview",
      "og:image": absolute("/preview.png"),
      "og:url": absolute("/document/full"),
      "og:type": "article",
      "og:site_name": "The page contract",
      "og:locale": "en_GB",
      "twitter:card": "summary_large_image",
      "twitter:title": "Every field, short",
      "twitter:description": "For a card",
      "twitter:image": "https://cdn.example/card.png",
      "twitter:site": "@contract",
      "twitter:creator": "@ada",
    };
    for (const [name, content] of Object.entries(expected))
      expect(named(head, name), name).toEqual([content]);
    expect(head).toContain(`<link rel="canonical" href="${absolute("/document/full")}">`);
    expect(head).toContain(`<link rel="alternate" hreflang="de" href="${absolute("/de/document/full")}">`);
    expect(head).toContain(
      `<link rel="alternate" hreflang="x-default" href="${absolute("/document/full")}">`,
    );
    expect(jsonLd(head)).toMatchObject([{ headline: 'The end of </script> & "more"' }]);
  });

  describe("root, layout and page are merged", () => {
    test("from the outside in", async () => {
      const { head, html, htmlTag } = await get("/document/merge/a");
      expect(titles(html)).toEqual(["Page A"]);
      expect(named(head, "description")).toEqual(["The layout&#x27;s description"]);
      expect(named(head, "og:title")).toEqual(["The layout&#x27;s card"]);
      expect(named(head, "og:type")).toEqual(["article"]);
      expect(named(head, "twitter:card")).toEqual(["summary"]);
      expect(named(head, "from-head")).toEqual(["layout", "page a"]);
      expect(jsonLd(head).map((item) => (item as { "@type": string })["@type"])).toEqual([
        "WebSite",
        "PageA",
      ]);
      expect(htmlTag).toBe('<html lang="de" class="from-layout" data-layout="yes">');
    });

    test("without a trace in the exports that pages share", async () => {
      const first = [await get("/document/merge/a"), await get("/document/merge/b")];
      for (let time = 0; time < 3; time += 1) {
        expect([await get("/document/merge/a"), await get("/document/merge/b")]).toEqual(first);
      }
      const [, b] = first;
      expect(titles(b?.html ?? "")).toEqual(["The layout&#x27;s title"]);
      expect(named(b?.head ?? "", "og:type")).toEqual(["article"]);
      expect(jsonLd(b?.head ?? "")).toEqual([{ "@type": "WebSite" }, { "@type": "Shared" }]);
      expect(b?.head).not.toContain("hreflang");
    });

    test("undefined fields leave what is around them", async () => {
      const { html, htmlTag } = await get("/document/undefined");
      expect(titles(html)).toEqual(["The page contract"]);
      expect(htmlTag).toBe('<html lang="en">');
    });
  });

  describe("functions", () => {
    test("get ctx and serverRes, and may be async", async () => {
      const { head, html, htmlTag } = await get("/document/function?name=Ada");
      expect(titles(html)).toEqual(["About Ada"]);
      expect(named(head, "description")).toEqual(["Asked for at /document/function"]);
      expect(named(head, "keywords")).toEqual(["contract"]);
      expect(named(head, "from-head")).toEqual(["Ada at /document/function"]);
      expect(htmlTag).toBe('<html lang="fr" class="for-Ada">');
    });

    test("cannot break out of the head with what a visitor sent", async () => {
      const { html, head } = await get(`/document/function?name=${encodeURIComponent(ATTACK)}`);
      expect(html).not.toContain(ATTACK);
      expect(html).not.toContain("<script>alert");
      expect(titles(html)).toEqual(["About &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"]);
      expect(jsonLd(head)).toEqual([{ name: ATTACK }]);
      expect(html.match(/<\/head>/g)).toHaveLength(1);
    });

    test("are safe in a browser, whatever a visitor sent", async () => {
      const name = "</title></head><body><script>window.hacked=1</script>";
      const { page, expectQuietConsole } = await openPage(
        app,
        `/document/function?name=${encodeURIComponent(name)}`,
      );
      expect(await page.title()).toBe(`About ${name}`);
      expect(await page.evaluate(() => "hacked" in window)).toBe(false);
      expect(await page.locator("main").textContent()).toBe(`hello ${name}`);
      expectQuietConsole();
    });
  });

  describe("React's own metadata", () => {
    test("ends in the head, and its title beats meta's", async () => {
      const { html, head } = await get("/document/react");
      expect(titles(html)).toEqual(["React&#x27;s own title"]);
      expect(titles(head)).toHaveLength(1);
      expect(named(head, "description")).toEqual(["From meta"]);
      expect(named(head, "from-react")).toEqual(["&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"]);
      expect(head).toContain('<link rel="author" href="/ada"/>');
      expect(html).toContain('<div id="root"><header');
      expect(html).toContain("<p>deep inside</p>");
    });

    test("survives hydration, once", async () => {
      const { page, expectQuietConsole } = await openPage(app, "/document/react");
      await page.waitForLoadState("networkidle");
      expect(await page.locator("title").allTextContents()).toEqual(["React's own title"]);
      expect(await page.locator('head meta[name="from-react"]').count()).toBe(1);
      expectQuietConsole();
    });

    test("as a title in Head beats meta's, too", async () => {
      const { html } = await get("/document/head-title");
      expect(titles(html)).toEqual(["The title of Head"]);
    });
  });

  test("an address in meta is resolved against the origin, never against one visitor's path", async () => {
    for (const name of ["ada", "grace"]) {
      const { head } = await get(`/document/relative/${name}`);
      expect(head).toContain(`<link rel="canonical" href="${app.origin}/?shared=1">`);
      expect(head).not.toContain(name);
    }
  });

  test("the document begins and ends as one", async () => {
    const { html } = await get("/companions/none");
    expect(html).toMatch(/^<!doctype html><html lang="en"><head><meta charset="utf-8">/);
    expect(html).toMatch(/<\/body><\/html>$/);
    for (const tag of ["<html", "<head>", "</head>", "<body>", "</body>"])
      expect(html.split(tag)).toHaveLength(2);
  });

  describe("what metadata and attributes may not be is a 500 that names file and key:", () => {
    test.each([
      ["misspelt-title", 'has the unknown key "titel". Did you mean "title"?'],
      ["misspelt-og", 'has the unknown key "og.site_name". Did you mean "siteName"?'],
      ["unknown-twitter", 'has the unknown key "twitter.video".'],
      ["number-title", "meta.title of src/pages/document/wrong/[what].tsx is 404. Set it to a string."],
      ["text-og", "meta.og of src/pages/document/wrong/[what].tsx is"],
      ["list-of-alternates", "meta.alternates of src/pages/document/wrong/[what].tsx is a list"],
      [
        "promised-description",
        "meta.description of src/pages/document/wrong/[what].tsx is an instance of Promise.",
      ],
      ["text", 'meta of src/pages/document/wrong/[what].tsx is "A page".'],
      ["list-of-classes", "htmlProps.className of src/pages/document/wrong/[what].tsx is a list"],
      ["direction", 'htmlProps.dir of src/pages/document/wrong/[what].tsx is "up".'],
      ["handler", "htmlProps.onClick of src/pages/document/wrong/[what].tsx is a function."],
      ["html-text", "htmlProps of src/pages/document/wrong/[what].tsx is"],
    ])("%s", async (what, said) => {
      const before = app.log().length;
      const response = await app.fetch(`/document/wrong/${what}`);
      expect(response.status).toBe(500);
      // An error like others before it is one field of its line, in quotes.
      await expect.poll(() => app.log().slice(before).replaceAll('\\"', '"')).toContain(said);
    });

    test("but nothing where a text is null", async () => {
      expect((await app.fetch("/document/wrong/nothing")).status).toBe(200);
    });
  });
});
