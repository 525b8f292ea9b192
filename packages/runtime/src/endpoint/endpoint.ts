import type { StandardSchemaV1 } from "@standard-schema/spec";
import type {
  EndpointContext,
  EndpointResult,
  EndpointSchemas,
  TypedEndpoint,
} from "../api/endpoint-types.ts";
import type { RouteContext } from "../api/types.ts";
import { invalidEndpoint, invalidResponseValue } from "../diagnostics/usage-errors.ts";
import { checkSchema, runSchema } from "../schema/run-schema.ts";
import { validationIssues } from "../schema/validation-issues.ts";
import { isPlainObject } from "../util/plain-object.ts";
import { suggestionFor } from "../util/suggest.ts";
import { bodyKind } from "./body-value.ts";
import { parseParts, type RequestPart } from "./parse-parts.ts";

const SCHEMA_NAMES: readonly (keyof EndpointSchemas)[] = ["params", "query", "body", "response"];
const SHOWN_ISSUES = 5;

/**
 * A request handler that gets what its schemas made of the request: `export const POST = endpoint({ body: Note }, ({ body }) =>
 * …)`. A request that they refuse is a 422 with a problem document (RFC 9457 §3) that lists the first 100 issues; a body that is
 * neither JSON nor a form is a 415.
 *
 * @param schemas for the parts of the request that the handler uses, and for what it returns; each may be asynchronous
 * @param handler as any handler; `ctx.params`, `ctx.query` and `ctx.body` are checked values
 * @throws {UsageError} INVALID_ENDPOINT or NOT_A_SCHEMA when it is called, which is when the module is loaded
 */
export function endpoint<
  const Schemas extends EndpointSchemas,
  Result extends EndpointResult<NoInfer<Schemas>>,
>(
  schemas: Schemas,
  handler: (ctx: EndpointContext<Schemas>) => Result | Promise<Result>,
): TypedEndpoint<Schemas, Awaited<Result>> {
  checkArguments(schemas, handler);
  const call = async (ctx: RouteContext): Promise<Awaited<Result> | Response> => {
    const parts = await parseParts(schemas, ctx);
    if (parts instanceof Response) return parts;
    const result = await handler(withParts(ctx, parts) as EndpointContext<Schemas>);
    if (!schemas.response || isOwnBody(result)) return result;
    return (await checkedResult(schemas.response, result, placeOf(ctx))) as Awaited<Result>;
  };
  return Object.assign(call, { schemas });
}

function checkArguments(schemas: unknown, handler: unknown): void {
  if (!isPlainObject(schemas))
    throw invalidEndpoint("The first argument of endpoint() is not an object of schemas.");
  if (typeof handler !== "function")
    throw invalidEndpoint("The second argument of endpoint() is not a function.");
  for (const [name, schema] of Object.entries(schemas)) {
    if (!SCHEMA_NAMES.some((known) => known === name)) {
      throw invalidEndpoint(`endpoint() has no option "${name}". ${suggestionFor(name, SCHEMA_NAMES)}`);
    }
    if (schema !== undefined) checkSchema(schema, `${name} of endpoint()`);
  }
}

/** The context with the checked values in place of the request's own. */
function withParts(ctx: RouteContext, parts: ReadonlyMap<RequestPart, unknown>): RouteContext {
  return new Proxy(ctx, {
    // On the context itself: its getters read private fields.
    get: (target, key) => (isPart(key) && parts.has(key) ? parts.get(key) : Reflect.get(target, key)),
    set: (target, key, value) => Reflect.set(target, key, value),
  });
}

function isPart(key: PropertyKey): key is RequestPart {
  return key === "params" || key === "query" || key === "body";
}

/** What is sent as it is, whatever the schema says. */
function isOwnBody(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  return result instanceof Response || bodyKind(result) !== undefined;
}

async function checkedResult(schema: StandardSchemaV1, result: unknown, place: string): Promise<unknown> {
  const outcome = await runSchema(schema, result, `The response schema of ${place}`);
  if (!outcome.issues) return outcome.value;
  const shown = validationIssues(outcome.issues.slice(0, SHOWN_ISSUES));
  throw invalidResponseValue(place, shown.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; "));
}

/** For messages. */
function placeOf({ req }: RouteContext): string {
  // A URL of Bun's is absolute, and normal.
  const path = req.url.slice(req.url.indexOf("/", "https://".length));
  return `${req.method} ${path.split(/[?#]/, 1)[0]}`;
}
