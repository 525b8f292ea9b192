import type { RouteContext } from "@bunsen/runtime";
import { note } from "./notes.server";

/** A `resTransform` that says who it was, after those that came before it. */
export function marking(mark: string): (response: Response) => Response {
  return (response) => {
    const headers = new Headers(response.headers);
    headers.append("x-transformed", mark);
    return new Response(response.body, { status: response.status, headers });
  };
}

/** The same, or what goes wrong where `?fail=` names it; `?id=` notes each call. */
export function transform({ query }: Pick<RouteContext, "query">, mark: string) {
  return (response: Response): Response | Promise<Response> => {
    note(String(query.id), mark);
    if (query.fail === mark) throw new Error(`the transform ${mark} is broken`);
    if (query.late === mark) return Promise.withResolvers<Response>().promise;
    return marking(mark)(response);
  };
}
