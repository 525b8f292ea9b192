/** The `info` of a navigation that must load a document. */
export const BY_DOCUMENT = "bunsen:document";

/** The `info` of a navigation to the current page, which keeps focus and scroll position. */
export const REFRESH = "bunsen:refresh";

/** Begins a navigation. Resolves when it ends, also if it becomes a download or yet another one takes its place. */
export async function go(url: string, history: NavigationHistoryBehavior, info?: unknown): Promise<void> {
  const { committed, finished } = navigation.navigate(url, { history, info });
  await Promise.allSettled([committed, finished]);
}
