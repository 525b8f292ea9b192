import { readFile } from "node:fs/promises";

/** A file that server code reads by itself comes along with the build. */
export const GET = async () => ({
  text: await readFile(new URL("../../data/note.txt", import.meta.url), "utf8"),
});
