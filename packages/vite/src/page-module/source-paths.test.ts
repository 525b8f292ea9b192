import { expect, test } from "vitest";
import { parseModule } from "./parse.ts";
import { findSourcePaths } from "./source-paths.ts";

const FILES = ["/app/src/data.json", "/app/data.json", "/app/src/mail/page.html"];

/** What is found, each as its text. */
function find(code: string) {
  const { program } = parseModule(code, "/app/src/mail.ts", "unambiguous");
  const found = findSourcePaths(program, "/app/src/mail.ts", (path) => FILES.includes(path));
  const textOf = ({ start, end }: { start: number; end: number }) => code.slice(start, end);
  return {
    files: found.files.map((span) => `${textOf(span)} -> ${span.file}`),
    names: found.names.map((span) => `${textOf(span)} -> ${span.name}`),
    others: found.others.map(textOf),
  };
}

test.each([
  ['join(import.meta.dirname, "data.json")', "/app/src/data.json"],
  ['path.join(__dirname, "..", "data.json")', "/app/data.json"],
  ['resolve(import.meta.dir, "mail", "page.html")', "/app/src/mail/page.html"],
  ['join(dirname(fileURLToPath(import.meta.url)), "data.json")', "/app/src/data.json"],
  ['join(import.meta.path, "../data.json")', "/app/src/data.json"],
  ['import.meta.dir + "/data.json"', "/app/src/data.json"],
  ['import.meta["dirname"] + "/mail" + "/page.html"', "/app/src/mail/page.html"],
  [`\`\${__dirname}/data.json\``, "/app/src/data.json"],
  ['join(dirname(new URL(import.meta.url).pathname), "data.json")', "/app/src/data.json"],
])("%s is a file", (expression, file) => {
  expect(find(`read(${expression})`)).toEqual({ files: [`${expression} -> ${file}`], names: [], others: [] });
});

test("constants of the module are followed", () => {
  const code = `const __filename = fileURLToPath(import.meta.url);
const __dirname = path.dirname(__filename);
const root = join(__dirname, "..");
export const read = (__dirname) => [join(root, "data.json"), join(__dirname, "data.json")];
`;
  expect(find(code)).toEqual({ files: ['join(root, "data.json") -> /app/data.json'], names: [], others: [] });
});

test.each([
  "import.meta.dirname",
  'join(import.meta.dir, "..", "data")',
  'join(import.meta.dirname, "nothing.json")',
  "fileURLToPath(import.meta.url)",
  "import.meta.url",
  "__filename",
])("%s in other expressions is not known", (expression) => {
  const others = { files: [], names: [], others: [expression] };
  expect(find(`use(${expression})`)).toEqual(others);
  expect(find(`export const it = ${expression}`)).toEqual(others);
  expect(find(`const it = ${expression}; use(it)`)).toEqual({ ...others, others: ["it"] });
});

test.each(["join(import.meta.dirname, name)", `\`\${import.meta.dirname}/\${name}.json\``])(
  "%s has a location in it that is not known",
  (code) => {
    expect(find(`use(${code})`)).toEqual({ files: [], names: [], others: ["import.meta.dirname"] });
  },
);

test.each([
  'new URL("./data.json", import.meta.url)',
  "createRequire(import.meta.url)",
  "createRequire(import.meta.filename)",
  "createRequire(__filename)",
  "typeof __dirname",
  "const here = dirname(fileURLToPath(import.meta.url))",
  "const here = join(here, import.meta.env.X)",
  "function f(__dirname) { return __dirname; }",
  'import { __dirname } from "./place"; use(__dirname)',
  "import.meta.url",
  "type A = typeof __dirname",
])("%s is left alone", (code) => {
  expect(find(code)).toEqual({ files: [], names: [], others: [] });
});

test.each([
  "const here = import.meta.url; new URL('./data.json', here)",
  "const here = import.meta.url; createRequire(here)",
])("%s is hidden from those who read such expressions", (code) => {
  expect(find(code)).toMatchObject({ others: ["here"] });
});

test("a pattern takes a location, and a name is one", () => {
  expect(find("const { dirname } = import.meta")).toMatchObject({ others: ["{ dirname } = import.meta"] });
  expect(find("const { env } = import.meta")).toMatchObject({ others: [] });
  expect(find("log(basename(__filename))")).toMatchObject({ names: ["basename(__filename) -> mail.ts"] });
});
