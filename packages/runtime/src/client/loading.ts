import type { ChunkError } from "./watch-chunks.ts";

/** How long a chunk for an error is waited for. */
const LOAD_MILLISECONDS = 3000;

/**
 * Makes a function that loads a chunk when it is first called, and gives the same promise ever after, as React needs it.
 * The promise never rejects: it gives `undefined` if the chunk is not there in time.
 */
export function loadOnce<Module, Part>(
  load: () => Promise<Module>,
  pick: (module: Module) => Part,
): () => Promise<Part | undefined> {
  let loading: Promise<Part | undefined> | undefined;
  return () => {
    loading ??= Promise.race([
      load().then(pick, async (error?: ChunkError) => {
        await error?.bunsenReload;
        return undefined;
      }),
      new Promise<undefined>((resolve) => setTimeout(resolve, LOAD_MILLISECONDS)),
    ]);
    return loading;
  };
}
