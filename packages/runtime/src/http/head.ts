/**
 * The answer to HEAD (RFC 9110 §9.3.2). Bun finds the type of a text body only while it sends the body, so it is named
 * here. A body that is not there at once is a stream, which has no type to find.
 */
export async function answerHead(answer: Response | Promise<Response>): Promise<Response> {
  const response = await answer;
  if (!response?.body || response.headers.has("content-type")) return response;
  const { status, statusText, headers } = response;
  const pending = new Promise<undefined>((resolve) => setImmediate(resolve, undefined));
  const body = await Promise.race([response.blob(), pending]);
  if (body?.type) headers.set("content-type", body.type);
  return new Response(body ?? null, { status, statusText, headers });
}
