import { readFile } from "node:fs/promises";

const read = (name: string) => readFile(new URL(`../../data/texts/${name}.md`, import.meta.url), "utf8");

/** All files that a template can mean come along with the build. */
export const GET = async () => ({ first: await read("first"), second: await read("more/second") });
