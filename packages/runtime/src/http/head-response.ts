/**
 * The response to a HEAD (RFC 9110 §9.3.2), with the headers of the GET. Bun sets the content type of a string body only when it
 * sends the body, so it is set here.
 */
export async function respondToHead(getResponse: Response | Promise<Response>): Promise<Response> {
  const response = await getResponse;
  if (!lacksType(response)) return response;
  const { status, statusText, headers } = response;
  const body = await availableBody(response);
  if (body?.type) headers.set("content-type", body.type);
  return new Response(body ?? null, { status, statusText, headers });
}

function lacksType(response: Response): boolean {
  return Boolean(response?.body) && !response.headers.has("content-type");
}

/** Text or bytes; `undefined` for a body that is not available immediately: a stream, for which Bun sets no type. */
function availableBody(response: Response): Promise<Blob | undefined> {
  const pending = new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
  return Promise.race([response.blob(), pending]);
}
