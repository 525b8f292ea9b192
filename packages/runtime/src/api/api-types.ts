import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { BodyValue, TypedEndpoint } from "./endpoint-types.ts";
import type { Jsonified } from "./json-types.ts";
import type { Problem, ValidationProblem } from "./problem.ts";
import type { RouteTypes } from "./route-types.ts";

/** The patterns of the app's endpoints; any string until the types are generated. */
export type ApiRoute = keyof RouteTypes extends never
  ? string
  : {
      [Route in keyof RouteTypes]: RouteTypes[Route] extends { kind: "endpoint" } ? Route : never;
    }[keyof RouteTypes];

/** A function for each method that an endpoint has. */
export type ApiClient<Route> = Route extends keyof RouteTypes
  ? RouteTypes[Route] extends { module: infer Module; link: infer Link }
    ? ClientOf<Module, Link>
    : UntypedClient
  : UntypedClient;

type ApiMethodName = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type UntypedClient = {
  readonly [Method in ApiMethodName]: (
    options?: ApiOptions,
  ) => Promise<ApiResult<unknown, Problem | ValidationProblem>>;
};

type ClientOf<Module, Link> = {
  readonly [Method in ApiMethodName as [HandlerOf<Module, Method>] extends [never]
    ? never
    : Method]: MethodOf<HandlerOf<Module, Method>, Link, Method>;
};

/** A named method beats `default`, which beats `handler`. */
type HandlerOf<Module, Method extends string> = Module extends { [Name in Method]: infer Handler }
  ? Handler
  : Module extends { default: infer Handler }
    ? Handler
    : Module extends { handler: infer Handler }
      ? Handler
      : never;

type MethodOf<Handler, Link, Method> = (
  ...options: OptionsOf<ParamsPart<Link> & QueryPart<Handler> & BodyPart<Handler, Method> & CommonOptions>
) => Promise<ApiResult<Decoded<ResultOf<Handler>>, ProblemOf<Handler>>>;

type OptionsOf<Options> = Record<never, never> extends Options ? [options?: Options] : [options: Options];

/** What every method takes. */
interface CommonOptions {
  /** More headers for the request. */
  headers?: HeadersInit;
  /** Rejects the promise, and ends the request, when it aborts. */
  signal?: AbortSignal;
}

/** What a method takes whose endpoint has no types. */
export interface ApiOptions extends CommonOptions {
  params?: Record<string, string | number | readonly (string | number)[]>;
  query?: ApiQuery;
  body?: unknown;
}

type QueryValue = string | number | boolean | undefined;
type ApiQuery = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

type ParamsPart<Link> = Record<never, never> extends Link ? { params?: Link } : { params: Link };

type SchemaOf<Handler, Part extends "query" | "body" | "response"> =
  Handler extends TypedEndpoint<infer Schemas>
    ? Schemas[Part] extends StandardSchemaV1
      ? Schemas[Part]
      : undefined
    : undefined;

type QueryPart<Handler> =
  SchemaOf<Handler, "query"> extends StandardSchemaV1<infer Input>
    ? Record<never, never> extends QueryInput<Input>
      ? { query?: QueryInput<Input> }
      : { query: QueryInput<Input> }
    : { query?: ApiQuery };

/** Numbers and truth values may stand for the texts that they are in a URL. */
type QueryInput<Input> = { [Name in keyof Input]: QueryInputValue<Input[Name]> };
type QueryInputValue<Value> = unknown extends Value
  ? QueryValue | readonly QueryValue[]
  : Value extends readonly (infer Item)[]
    ? readonly QueryInputValue<Item>[]
    : string extends Value
      ? Value | number | boolean
      : Value;

type BodyPart<Handler, Method> = Method extends "GET"
  ? { body?: undefined }
  : SchemaOf<Handler, "body"> extends StandardSchemaV1<infer Input>
    ? undefined extends Input
      ? { body?: Input | FormData | URLSearchParams }
      : { body: Input | FormData | URLSearchParams }
    : { body?: unknown };

type ProblemOf<Handler> =
  Handler extends TypedEndpoint<infer Schemas>
    ? Schemas extends { params: object } | { query: object } | { body: object }
      ? Problem | ValidationProblem
      : Problem
    : Problem;

/** What the handler returns; of an endpoint with a `response` schema, what the schema makes of it. */
type ResultOf<Handler> =
  Handler extends TypedEndpoint<infer Schemas, infer Result>
    ? Schemas["response"] extends StandardSchemaV1
      ? StandardSchemaV1.InferOutput<Schemas["response"]> | Extract<Result, Response | BodyValue>
      : Result
    : Handler extends (...parameters: never[]) => infer Result
      ? Awaited<Result>
      : unknown;

/** A result as it arrives. */
type Decoded<Result> = unknown extends Result
  ? Result
  : Result extends Response
    ? Response
    : Result extends Blob
      ? Blob
      : Result extends ReadableStream | AsyncIterable<unknown>
        ? ReadableStream<Uint8Array<ArrayBuffer>>
        : Result extends ArrayBuffer | ArrayBufferView
          ? Uint8Array<ArrayBuffer>
          : Result extends undefined
            ? undefined
            : Jsonified<Result>;

/** What a call of an endpoint results in. Check `ok`, or whether there is a `problem`. */
export type ApiResult<Value, Failure = Problem> = ApiSuccess<Value> | ApiFailure<Failure>;

/** The endpoint responded with a status below 400. */
export interface ApiSuccess<Value> {
  readonly ok: true;
  /**
   * What the handler returned, as it arrives: JSON values, a `Blob`, a `ReadableStream` for streams and async iterables, a
   * `Uint8Array` for other bytes, `undefined` for nothing, and a `Response` where the handler made it itself.
   */
  readonly data: Value;
  readonly problem?: undefined;
  /** Status and headers. Its body is read already, unless it is `data` or the body of `data`. */
  readonly response: Response;
}

/** The endpoint responded with an error. */
export interface ApiFailure<Failure = Problem> {
  readonly ok: false;
  readonly data?: undefined;
  /** The problem document; of a response without one, its status. */
  readonly problem: Failure;
  readonly response: Response;
}

/**
 * Calls an endpoint of this app: `const { data, problem } = await api("/api/notes/[id]").GET({ params: { id: 1 } })`. With the
 * generated types it knows the endpoints, their methods, what they take and what they return. In the browser it sends a request;
 * on the server it calls the app without HTTP, with the cookies and the language of the visitor whose request is handled, and
 * middleware runs as for every request.
 *
 * @param route the pattern of the endpoint: the path of its file below `src/pages`, without the extension
 * @returns an object with a function for each method
 */
export type Api = <Route extends ApiRoute>(route: Route) => ApiClient<Route>;
