import { errors } from "../diagnostics/errors.ts";

/** What Bunext reads from a returned value; to send it as data would lose a status, or show headers to everybody. */
const FOREIGN_NAMES = ["bunext_api_route_res_options", "bunext_api_route_res_transform_fn"];

/**
 * Refuses names of Bunext in what a handler returned.
 *
 * @throws {BunsenError} FOREIGN_NAME
 */
export function checkReturnedNames(result: unknown, file: string): void {
  if (typeof result !== "object" || result === null) return;
  const name = FOREIGN_NAMES.find((foreign) => foreign in result);
  if (name === undefined) return;
  const instead = "Return Response.json(value, { status, headers }), or set ctx.resTransform.";
  throw errors.foreignName(`The handler of ${file} returned`, name, instead);
}
