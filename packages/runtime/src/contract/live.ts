/** Where tabs learn that a live page has changed, below Vite's `base`. */
export const LIVE_PATH = "/_bunsen/live";
