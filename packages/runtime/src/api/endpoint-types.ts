import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Params } from "./route-types.ts";
import type { ParsedBody, Query, RouteContext } from "./types.ts";

/** The schemas of an endpoint: each of zod, valibot, arktype or any library that implements Standard Schema. */
export interface EndpointSchemas {
  /** For the route parameters, which are strings, or lists of strings. */
  readonly params?: StandardSchemaV1;
  /** For the search parameters: a string for each name, a list if the schema wants one or the name is repeated. */
  readonly query?: StandardSchemaV1;
  /** For the body, which may be JSON or a form. Anything else is a 415. */
  readonly body?: StandardSchemaV1;
  /** For what the handler returns. What does not fit is a 500; what the schema leaves out is not sent. */
  readonly response?: StandardSchemaV1;
}

/** What a schema makes of a value; without a schema, the type of the value. */
type OutputOf<Schema, Otherwise> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Schema>
  : Otherwise;

/** The context of a handler in `endpoint()`: `params`, `query` and `body` are what their schemas made of them. */
export interface EndpointContext<Schemas extends EndpointSchemas>
  extends Omit<RouteContext, "params" | "query" | "body"> {
  readonly params: OutputOf<Schemas["params"], Params>;
  readonly query: OutputOf<Schemas["query"], Query>;
  /** The value if there is a `body` schema, otherwise a promise of the parsed body, as in other handlers. */
  readonly body: OutputOf<Schemas["body"], Promise<ParsedBody>>;
}

/** What is sent as it is, without the `response` schema. */
export type BodyValue =
  | Blob
  | ReadableStream
  | AsyncIterable<string | Uint8Array>
  | ArrayBuffer
  | ArrayBufferView;

/** What a handler in `endpoint()` may return. */
export type EndpointResult<Schemas extends EndpointSchemas> = Schemas["response"] extends StandardSchemaV1
  ? StandardSchemaV1.InferInput<Schemas["response"]> | Response | BodyValue
  : unknown;

/** A handler with the types that `endpoint()` gave it, for `api()` and the OpenAPI document. */
export interface TypedEndpoint<Schemas extends EndpointSchemas = EndpointSchemas, Result = unknown> {
  (ctx: RouteContext): Promise<Result | Response>;
  readonly schemas: Schemas;
}
