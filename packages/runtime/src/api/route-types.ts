/** Decoded route parameters by name: a string for one segment, a list of strings for a rest parameter. */
export type Params = Record<string, string | string[]>;

/** Types by route. The generated file `.bunsen/routes.d.ts` adds an entry for each route. */
// biome-ignore lint/suspicious/noEmptyInterface: the generated types augment it
export interface RouteTypes {}

type SegmentParams<Segment extends string> = Segment extends `[[...${infer Name}]]`
  ? { [Key in Name]: string[] }
  : Segment extends `[...${infer Name}]`
    ? { [Key in Name]: string[] }
    : Segment extends `${string}[${infer Name}]${string}`
      ? { [Key in Name]: string }
      : unknown;

type PatternParams<Pattern extends string> = Pattern extends `${infer Segment}/${infer Rest}`
  ? SegmentParams<Segment> & PatternParams<Rest>
  : SegmentParams<Pattern>;

type ParsedParams<Pattern extends string> = {
  [Key in keyof PatternParams<Pattern>]: PatternParams<Pattern>[Key];
};

/**
 * The parameters of a route pattern: `{ slug: string }` for `/blog/[slug]`. The generated types contain them as well, because
 * TypeScript takes several times as long to parse the pattern.
 */
export type RouteParams<Route extends string> = string extends Route
  ? Params
  : Route extends keyof RouteTypes
    ? RouteTypes[Route] extends { params: infer Known }
      ? Known
      : ParsedParams<Route>
    : ParsedParams<Route>;

/** Props of unknown types: those of a companion that the generated types do not contain (yet). */
// biome-ignore lint/suspicious/noExplicitAny: unknown would make every untyped page a type error
export type UntypedProps = Record<string, any>;

/** The props that the page of a route gets from the companions of its root, its layouts and the page. */
export type RouteProps<Route extends string> = Route extends keyof RouteTypes
  ? RouteTypes[Route] extends { props: infer Props }
    ? Props
    : UntypedProps
  : UntypedProps;

/** A companion's server function, whether it is exported as `default` or as `server`. */
type ServerFunctionOf<Module> = Module extends { default: infer Server }
  ? Server
  : Module extends { server: infer Server }
    ? Server
    : never;

/**
 * The props of the page for each type that a server function may return; `NoProps` for a result without props. With a
 * redirect or a `Response` the page is not rendered, and what is thrown is not in the type.
 */
type PropsOfResult<Result> =
  IsAny<Result> extends true
    ? UntypedProps
    : Result extends Response | { redirect: object }
      ? never
      : Result extends { props: infer Props }
        ? Props
        : Result extends { props?: infer Props }
          ? NoProps | Exclude<Props, undefined>
          : NoProps;

type NoProps = Record<never, never>;

type IsAny<Type> = 0 extends 1 & Type ? true : false;

type PropsOfModule<Module> = PropsOfServer<ServerFunctionOf<Module>>;

type PropsOfServer<Server> =
  IsAny<Server> extends true
    ? UntypedProps
    : Server extends (...parameters: never[]) => infer Result
      ? OrNone<PropsOfResult<Awaited<Result>>>
      : NoProps;

/** If no result leads to the page, nothing is known about its props. */
type OrNone<Props> = [Props] extends [never] ? NoProps : Props;

/**
 * The merged props of several companions, ordered from the root to the page; the props of the page win. The generated types
 * use it. A prop that not every branch of a server function returns may be `undefined`.
 */
export type CompanionProps<Modules extends readonly unknown[]> = Complete<MergedProps<Modules>>;

type MergedProps<Modules extends readonly unknown[]> = Modules extends readonly [infer Only]
  ? PropsOfModule<Only>
  : Modules extends readonly [...infer Outer, infer Inner]
    ? Override<MergedProps<Outer>, PropsOfModule<Inner>>
    : NoProps;

/** Combines each result of the outer companion with each result of the inner one. */
type Override<Outer, Inner> = Inner extends unknown
  ? Outer extends unknown
    ? OverrideOne<Outer, Inner>
    : never
  : never;

/** Where the inner companion may lack a key, the value of the outer one is used. */
type OverrideOne<Outer, Inner> = [keyof Outer & keyof Inner] extends [never]
  ? Outer & Inner
  : Omit<Outer, keyof Inner> & {
      [Key in keyof Inner]: NoProps extends Pick<Inner, Key>
        ? Inner[Key] | (Key extends keyof Outer ? Outer[Key] : never)
        : Inner[Key];
    };

/** Adds the keys of the other union members as `undefined`, so that they can be read and used to narrow the union. */
type Complete<Props> = [KeysOf<Props>] extends [keyof Props] ? Props : WithAllKeys<Props, KeysOf<Props>>;

type KeysOf<Union> = Union extends unknown ? keyof Union : never;

type WithAllKeys<Props, Keys extends PropertyKey> = Props extends unknown
  ? Props & { [Key in Exclude<Keys, keyof Props>]?: undefined }
  : never;
