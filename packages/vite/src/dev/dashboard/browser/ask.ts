/**
 * Asks the dev server for something below the page's own path.
 *
 * @returns `undefined` if the server is gone, or no longer has it: there will be news when it is back
 */
export async function askJson<Answer>(path: string): Promise<Answer | undefined> {
  const response = await fetch(location.pathname + path).catch(() => undefined);
  return response?.ok ? response.json() : undefined;
}
