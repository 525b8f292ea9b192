const SHARED = new Response("always the same object");

/** One object for every request: a body is sent only once. */
export const GET = () => SHARED;
