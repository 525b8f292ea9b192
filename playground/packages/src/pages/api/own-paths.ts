import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const data = join(here, "..", "..", "data");

/** Files that server code names by its own location come along, however that is called. */
export const GET = async () => ({
  texts: [
    readFileSync(join(data, "note.txt"), "utf8"),
    readFileSync(join(import.meta.dirname, "../../data/note.txt"), "utf8"),
    readFileSync(join(__dirname, "../../data/note.txt"), "utf8"),
    readFileSync(join(__filename, "../../../data/note.txt"), "utf8"),
    await Bun.file(`${import.meta.dir}/../../data/note.txt`).text(),
    await Bun.file(join(import.meta.path, "../../../data/note.txt")).text(),
    await Bun.file(fileURLToPath(import.meta.resolve("../../data/note.txt"))).text(),
  ],
  names: [import.meta.file, basename(import.meta.filename)],
  wasStarted: import.meta.main,
});
