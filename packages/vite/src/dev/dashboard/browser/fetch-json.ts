/**
 * Fetches something below the page's own path from the dev server.
 *
 * @returns `undefined` if the server has stopped, or no longer has it: an event follows when it is back
 */
export async function fetchJson<Result>(path: string): Promise<Result | undefined> {
  const response = await fetch(location.pathname + path).catch(() => undefined);
  return response?.ok ? response.json() : undefined;
}
