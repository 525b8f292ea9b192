import { expect, test } from "vitest";
import type { MetaFields } from "../api/page-meta.ts";
import { mergeMeta, metaHtml, titleHtml } from "./meta.ts";

const absolute = (url: string) => new URL(url, "https://own.example/").href;

test("the innermost value wins, groups are merged key by key, structured data adds up", () => {
  const root: MetaFields = {
    title: "Root",
    author: "Ada",
    og: { siteName: "Site", type: "website" },
    jsonLd: { "@type": "A" },
  };
  const page: MetaFields = { title: "Page", og: { type: "article" }, jsonLd: [{ "@type": "B" }] };
  const before = JSON.stringify([root, page]);
  expect(mergeMeta([root, page])).toMatchObject({
    title: "Page",
    author: "Ada",
    og: { siteName: "Site", type: "article" },
    jsonLd: [{ "@type": "A" }, { "@type": "B" }],
  });
  expect(JSON.stringify([root, page])).toBe(before);
});

test("every field has its element", () => {
  const html = metaHtml(
    {
      description: "d",
      keywords: ["a", "b"],
      author: "Ada",
      robots: "noindex",
      canonical: "/c",
      themeColor: "#fff",
      og: { title: "t", image: "/i.png", siteName: "s" },
      twitter: { card: "summary", image: "/j.png" },
      alternates: { de: "/de" },
    },
    absolute,
  );
  expect(html).toBe(
    '<meta name="description" content="d"><meta name="keywords" content="a, b"><meta name="author" content="Ada">' +
      '<meta name="robots" content="noindex"><meta name="theme-color" content="#fff">' +
      '<link rel="canonical" href="https://own.example/c">' +
      '<link rel="alternate" hreflang="de" href="https://own.example/de">' +
      '<meta property="og:title" content="t"><meta property="og:image" content="https://own.example/i.png">' +
      '<meta property="og:site_name" content="s"><meta name="twitter:card" content="summary">' +
      '<meta name="twitter:image" content="https://own.example/j.png">',
  );
});

test("no title is no element, and an empty one is one", () => {
  expect(titleHtml({})).toBe("");
  expect(titleHtml({ title: undefined })).toBe("");
  expect(titleHtml({ title: null as never })).toBe("");
  expect(titleHtml({ title: "" })).toBe("<title></title>");
});

test("hostile text stays text", () => {
  const hostile = '"><script>alert(1)</script>';
  const meta: MetaFields = {
    title: hostile,
    description: hostile,
    og: { title: hostile },
    jsonLd: { name: "</script><script>alert(1)</script><!--" },
  };
  expect(titleHtml(meta)).not.toContain("<script");
  const html = metaHtml(meta, absolute);
  expect(html.match(/<script/g)).toEqual(["<script"]);
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  expect(html).not.toContain("<!--");
  const json = /<script type="application\/ld\+json">(.*)<\/script>/.exec(html)?.[1] ?? "";
  expect(JSON.parse(json)).toEqual({ name: "</script><script>alert(1)</script><!--" });
});
