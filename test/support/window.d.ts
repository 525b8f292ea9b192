/** What fixture pages leave on `window` for the specs to read. */
interface Window {
  seenIds?: string[];
  loadedOnce?: boolean;
}
