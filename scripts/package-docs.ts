// Writes packages/vite/docs/, the guide that the package ships: the pages of docs/ without the internals, `llms.txt`, the index
// for coding assistants (https://llmstxt.org), and `llms-full.txt`, the guide as one file.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

const REPOSITORY = join(import.meta.dirname, "..");
const OUTPUT = join(REPOSITORY, "packages/vite/docs");

const SUMMARY =
  "Bunsen is a Vite plugin for server-rendered React on Bun: pages in src/pages, server code in .server.ts " +
  "files that never reach the browser, one `vite build`, and one executable with everything inside.";

const pages = globSync("**/*.md", { cwd: join(REPOSITORY, "docs") })
  .map((page) => page.replaceAll("\\", "/"))
  .filter((page) => !page.startsWith("internals/"))
  .sort();
const texts = new Map(pages.map((page) => [page, shippedText(page)]));
const index = texts.get("README.md");
if (index === undefined) throw new Error("docs/README.md is missing.");
/** In the order of the index. */
const listed = [...index.matchAll(/\]\(([\w/-]+\.md)\)/g)].map(([, page = ""]) => page);

const files = new Map([...texts, ["llms.txt", llmsIndex(index)], ["llms-full.txt", wholeGuide()]]);
for (const file of globSync("**/*.{md,txt}", { cwd: OUTPUT }))
  if (!files.has(file.replaceAll("\\", "/"))) rmSync(join(OUTPUT, file));
for (const [file, text] of files) write(file, text);

function wholeGuide(): string {
  const parts = listed.map((page) => `<!-- ${page} -->\n\n${texts.get(page)}`);
  return `# Bunsen\n\n> ${SUMMARY}\n\n${parts.join("\n")}`;
}

/** Leaves a file alone that is as it should be: a test may be reading it. */
function write(file: string, text: string): void {
  const path = join(OUTPUT, file);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A page whose links to what the package does not have are text. */
function shippedText(page: string): string {
  const text = readFileSync(join(REPOSITORY, "docs", page), "utf8");
  const isShipped = (link: string) => {
    const target = posix.join(posix.dirname(page), link.split("#")[0] ?? "");
    return /^(https?:|#)/.test(link) || pages.includes(target) || target === "../README.md";
  };
  return (
    text
      .replaceAll(/^<picture>[\s\S]*?<\/picture>\n/gm, "")
      .replaceAll(/^- \[[^\]]+\]\(([^)\s]+)\).*\n/gm, (line, link: string) => (isShipped(link) ? line : ""))
      .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, (whole, label: string, link: string) =>
        isShipped(link) ? whole : label,
      )
      // A heading of which no line is left.
      .replaceAll(/\n## [^\n]+\n+(?=## |$)/g, "\n")
  );
}

/** The index of the guide in the form of llms.txt: a title, a summary, and lists of links with descriptions. */
function llmsIndex(text: string): string {
  return `# Bunsen\n\n> ${SUMMARY}\n${text.slice(text.indexOf("\n## "))}`;
}
