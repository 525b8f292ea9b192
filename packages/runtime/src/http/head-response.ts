/**
 * The answer to HEAD (RFC 9110 §9.3.2). Bun finds the type of a text body only while it sends the body, so it is named
 * here.
 */
export async function respondToHead(answer: Response | Promise<Response>): Promise<Response> {
  const response = await answer;
  if (!isUnnamed(response)) return response;
  const { status, statusText, headers } = response;
  const body = await bodyAtOnce(response);
  if (body?.type) headers.set("content-type", body.type);
  return new Response(body ?? null, { status, statusText, headers });
}

function isUnnamed(response: Response): boolean {
  return Boolean(response?.body) && !response.headers.has("content-type");
}

/** Text or bytes; nothing for a body that is not there at once: that is a stream, which has no type to find. */
function bodyAtOnce(response: Response): Promise<Blob | undefined> {
  const pending = new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
  return Promise.race([response.blob(), pending]);
}
