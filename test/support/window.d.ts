/** What fixture pages leave on `window` for the specs to read. */
interface Window {
  seenIds?: string[];
  loadedOnce?: boolean;
  /** Whether links of the document are followed in place. */
  navigates?: boolean;
  /** The colour of a page, each time that the document has changed. */
  seenColours?: string[];
  /** What the document has said of the navigation that is under way. */
  statuses?: string[];
}
