/** Asks the dev server for something below the page's own path. */
export async function askJson<Answer>(path: string): Promise<Answer> {
  const response = await fetch(location.pathname + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}
