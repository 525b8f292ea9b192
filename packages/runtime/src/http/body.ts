import type { ParsedBody } from "../api/types.ts";
import { HttpError } from "../diagnostics/http-errors.ts";
import { parseJson } from "./json-body.ts";
import { isFormType, isJsonType, mediaTypeOf } from "./media-type.ts";

/**
 * Reads and parses a request body by its content type: JSON, form data, text, else bytes (`Uint8Array`).
 * The result is `undefined` without a body, and an empty `FormData` for an empty form, such as one with unchecked boxes only.
 *
 * @throws {HttpError} 400 if the body does not parse as what its content type says
 */
export async function parseBody(request: Request): Promise<ParsedBody> {
  const type = mediaTypeOf(request.headers);
  if (!request.body) return type === "application/x-www-form-urlencoded" ? new FormData() : undefined;
  if (isJsonType(type)) return parseJson(await request.text());
  if (isFormType(type)) {
    return await request.formData().catch((cause) => {
      if (cause instanceof HttpError) throw cause;
      throw new HttpError(400, "The form data of the request body could not be read.");
    });
  }
  if (type.startsWith("text/")) return await request.text();
  return new Uint8Array(await request.arrayBuffer());
}
