import type { NamesRequest, NamesResponse } from "./export-names.ts";

async function namesOf(file: string): Promise<string[] | undefined> {
  try {
    return Object.keys(await import(file)).filter((name) => name !== "default");
  } catch {
    // The importer says what is wrong when it is loaded; here only the names count.
    return undefined;
  }
}

function ignore(): void {
  // What a module does later does not change what it exports.
}

process.on("uncaughtException", ignore);
process.on("unhandledRejection", ignore);
process.on("message", async ({ file }: NamesRequest) => {
  const names = await namesOf(file);
  process.send?.({ file, ...(names && { names }) } satisfies NamesResponse);
});
process.on("disconnect", () => process.exit());
