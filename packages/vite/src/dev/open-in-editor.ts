import type { Connect } from "vite";
import { isOwnPage } from "./dashboard/own-page.ts";
import { originForm, targetOf } from "./node-http.ts";

/** Vite's route in any case, as it is matched, and with anything behind it. */
const EDITOR_PATH = /^\/__open-in-editor/i;

/**
 * Refuses requests of other sites to Vite's `/__open-in-editor`, which starts a program for any file that it is asked for: the
 * error overlay asks from the page itself.
 *
 * @param base of the app, with a slash at its end
 */
export function protectEditor(base: string): Connect.NextHandleFunction {
  return (request, response, next) => {
    const target = originForm(targetOf(request));
    const path = target.startsWith(base) ? target.slice(base.length - 1) : target;
    if (!EDITOR_PATH.test(path) || isOwnPage(request.headers, false)) return next();
    response.statusCode = 403;
    response.setHeader("content-type", "text/plain; charset=utf-8");
    response.end("Forbidden\n");
  };
}
