import type { ChunkError } from "./watch-chunks.ts";

/** How long to wait for a chunk that shows an error. */
const LOAD_MILLISECONDS = 3000;

/**
 * Makes a function that loads a chunk on the first call, and always returns the same promise, as `use` of React requires. The
 * promise never rejects: it resolves to `undefined` if the chunk is not loaded in time.
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
