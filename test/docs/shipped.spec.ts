import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { documents } from "../support/documents.ts";
import { repository } from "../support/paths.ts";
import { runProcess } from "../support/process.ts";

const PACKAGE = join(repository, "packages/vite");
const GUIDE = documents().filter((name) => name.startsWith("docs/") && !name.startsWith("docs/internals/"));
const shipped = (file: string) => readFileSync(join(PACKAGE, file), "utf8");

interface PackedFile {
  path: string;
}

/** The files that npm would publish. */
async function packedFiles(name: string): Promise<string[]> {
  const { output } = await runProcess("npm", ["pack", "--dry-run", "--json", "--workspace", name], {
    cwd: repository,
  });
  const packed: { files: PackedFile[] }[] = JSON.parse(output.slice(output.indexOf("[")));
  return packed.flatMap(({ files }) => files.map(({ path }) => path));
}

describe("the guide that @bunsen/vite ships", () => {
  test("is in the package, with an index for coding assistants", async () => {
    const files = await packedFiles("@bunsen/vite");
    const others = ["README.md", "AGENTS.md", "LICENSE", "docs/llms.txt", "docs/llms-full.txt"];
    expect(files).toEqual(expect.arrayContaining([...GUIDE, ...others]));
    expect(files.filter((file) => file.startsWith("docs/internals"))).toEqual([]);
  });

  test.each(GUIDE)("%s links only to what is shipped", (page) => {
    const links = [...shipped(page).matchAll(/\]\(([^)\s]+)\)|src(?:set)?="([^"]+)"/g)].map(
      ([, link, image]) => link ?? image ?? "",
    );
    const broken = links.filter((link) => {
      const [file = ""] = link.split("#");
      return (
        !/^(https?:|[#/])/.test(link) && !existsSync(join(PACKAGE, normalize(join(dirname(page), file))))
      );
    });
    expect(broken).toEqual([]);
  });

  test("llms-full.txt has every page once, and llms.txt links to it", () => {
    const full = shipped("docs/llms-full.txt");
    const pages = GUIDE.map((page) => page.replace("docs/", "")).filter((page) => page !== "README.md");
    expect([...full.matchAll(/^<!-- (\S+) -->$/gm)].map(([, page]) => page).sort()).toEqual(pages.sort());
    const index = shipped("docs/llms.txt");
    expect(index).toMatch(/^# Bunsen\n\n> Bunsen is a Vite plugin/);
    for (const page of pages) expect(index).toContain(`](${page})`);
  });
});

test.each(["@bunsen/vite", "@bunsen/runtime", "create-bunsen"])(
  "%s has a README, a license and keywords",
  async (name) => {
    expect(await packedFiles(name)).toEqual(expect.arrayContaining(["README.md", "LICENSE", "package.json"]));
    const directory = join(repository, "packages", name.replace("@bunsen/", ""));
    const { keywords, license } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    expect([license, keywords.length > 3]).toEqual(["MIT", true]);
  },
);
