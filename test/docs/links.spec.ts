import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { documents, textOf } from "../support/documents.ts";
import { repository } from "../support/paths.ts";

/** Without code blocks, in which links and headings mean nothing. */
function prose(document: string): string {
  return textOf(document).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, "");
}

/** What a document points to: other files of the repository, and places in them. */
function targets(document: string): string[] {
  const links = prose(document).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g);
  return [...links].map(([, link, image]) => link ?? image ?? "").filter((link) => !/^https?:/.test(link));
}

/** The anchors that GitHub gives to the headings of a document. */
function anchors(document: string): string[] {
  return [...prose(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-"),
  );
}

/** A link as a path in the repository, with its anchor. */
function resolve(document: string, link: string): { path: string; anchor: string } {
  const [file = "", anchor = ""] = link.split("#", 2);
  return { path: file === "" ? document : normalize(join(dirname(document), file)), anchor };
}

describe.each(documents())("%s", (document) => {
  test("links to what is there", () => {
    const broken = targets(document).filter((link) => {
      const { path, anchor } = resolve(document, link);
      if (!existsSync(join(repository, path))) return true;
      return anchor !== "" && !anchors(path).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test("names each of its headings once, or links to them would be ambiguous", () => {
    const all = anchors(document);
    expect(all.filter((anchor, index) => all.indexOf(anchor) !== index)).toEqual([]);
  });

  test("speaks of files of the repository that are there", () => {
    const named = prose(document).matchAll(/`((?:packages|test|playground|bench|scripts|docs)\/[\w./-]*)`/g);
    expect(
      [...named].map(([, path = ""]) => path).filter((path) => !existsSync(join(repository, path))),
    ).toEqual([]);
  });
});

test("every page of the guide is reached from its index", () => {
  const reached = new Set(targets("docs/README.md").map((link) => resolve("docs/README.md", link).path));
  const pages = documents().filter((document) => document !== "docs/README.md");
  expect(pages.filter((document) => !reached.has(document))).toEqual([]);
});
