/** Checked by `tsc` only: what compiles here must compile for users, and each expected error must be one. */
import {
  type ApiHandler,
  type CompanionProps,
  type ErrorPageProps,
  type HeadProps,
  type HtmlProps,
  href,
  httpError,
  type LayoutProps,
  type MetaFields,
  notFound,
  type PageConfig,
  type PageMeta,
  type PageProps,
  type PageServer,
  type RootProps,
  type RouteContext,
  type RouteParams,
  redirect,
  useNavigation,
  useParams,
  useQuery,
  useUrl,
} from "@bunsen/runtime";

/** Both types are the same, `any` apart. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._proof: Same<A, B> extends true ? [] : ["the types differ"]): void => undefined;

// What the generated types would say of a page with a companion.
declare module "@bunsen/runtime" {
  interface RouteTypes {
    "/typed/[id]": { kind: "page"; props: { user: string } };
    "/api/typed": { kind: "endpoint" };
    "/known/[...path]": {
      kind: "page";
      props: { user: string };
      params: { path: string[] };
      link: { path: readonly (string | number)[] };
    };
  }
}

// Parameters follow from the pattern.
same<RouteParams<"/">, Record<never, never>>();
same<RouteParams<"/known/[...path]">, { path: string[] }>();
same<RouteParams<"/blog/[slug]">, { slug: string }>();
same<RouteParams<"/[a]/x/[b]">, { a: string; b: string }>();
same<RouteParams<"/docs/[...path]">, { path: string[] }>();
same<RouteParams<"/shop/[[...path]]">, { path: string[] }>();
same<RouteParams<"/feed/[id].json">, { id: string }>();
same<RouteParams<"/v-[major].[...nonsense]">["major" & string], string>();
same<RouteParams<string>, Record<string, string | string[]>>();

// A promise among the props stays one: the component reads it with `use`.
same<
  CompanionProps<[{ default: () => { props: { now: 1; later: Promise<string[]> } } }]>["later"],
  Promise<string[]>
>();

// A server function may be sync or async, and return any of these.
export const functions: PageServer<"/blog/[slug]">[] = [
  () => undefined,
  // @ts-expect-error: a guard that returns null must not let anyone in
  () => null,
  () => {
    // Nothing at all.
  },
  async () => ({ props: { a: 1 } }),
  ({ params }) => ({ props: { slug: params.slug.toUpperCase() } }),
  () => new Response("own"),
  async () => Response.json(1),
  () => ({ redirect: { destination: "/", permanent: true } }),
  () => ({ redirect: { destination: "/", status_code: 307 } }),
  () => ({ query: { page: "2", tags: ["a", "b"] } }),
  () => ({ responseOptions: { status: 422, statusText: "No", headers: { "x-own": "1" } } }),
  () => ({ responseOptions: { headers: new Headers() } }),
  () => ({ resTransform: (response) => response }),
  () => ({ resTransform: async () => new Response("other") }),
  () => redirect("/login"),
  () => redirect("/login", 303),
  () => redirect("https://example.com", { external: true }),
  () => notFound(),
  () => httpError(451, "Not here"),
];

// @ts-expect-error a server function returns an object, a Response or nothing
export const returnsNumber: PageServer = () => 1;
// @ts-expect-error there is no such parameter
export const otherParameter: PageServer<"/blog/[slug]"> = ({ params }) => ({ props: { id: params.id } });
// @ts-expect-error a redirect needs a destination
export const redirectNowhere: PageServer = () => ({ redirect: { permanent: true } });
// @ts-expect-error a status is a number
export const textStatus: PageServer = () => ({ responseOptions: { status: "422" } });
// @ts-expect-error resTransform gives a Response
export const badTransform: PageServer = () => ({ resTransform: () => "text" });
// @ts-expect-error nothing of the result is called so
export const misspelt: PageServer = () => ({ porps: {} });
// @ts-expect-error these are not the props that were promised
export const wrongProps: PageServer<"/", { user: string }> = () => ({ props: { user: 1 } });
// @ts-expect-error 302 is a number
redirect("/login", "302");

// `satisfies` keeps what the function returns.
const server = (async ({ params }) => ({
  props: { slug: params.slug },
})) satisfies PageServer<"/blog/[slug]">;
same<Awaited<ReturnType<typeof server>>, { props: { slug: string } }>();

// Every field of ctx.
export async function fields(ctx: RouteContext<"/blog/[slug]">): Promise<void> {
  same<typeof ctx.req, Request>();
  same<typeof ctx.url, URL>();
  same<typeof ctx.params, { slug: string }>();
  same<typeof ctx.query, Record<string, string | string[]>>();
  same<typeof ctx.body, Promise<unknown>>();
  same<typeof ctx.ip, string>();
  same<typeof ctx.signal, AbortSignal>();
  same<typeof ctx.nonce, string>();
  same<typeof ctx.server, Bun.Server<unknown> | undefined>();
  ctx.cookies.set("a", "1", { maxAge: 60, httpOnly: false });
  ctx.cookies.set({ name: "a", value: "1", sameSite: "strict" });
  ctx.cookies.delete("a");
  same<ReturnType<typeof ctx.cookies.get>, string | null>();
  ctx.locals.anything = 1;
  ctx.resTransform = (response) => response;
  ctx.resTransform = async (response) => new Response(response.body);
  const { user } = await ctx.parent();
  takesAny(user);
  // @ts-expect-error the request is what it is
  ctx.req = new Request("http://x");
  // @ts-expect-error middleware alone routes
  ctx.url = new URL("http://x");
  // @ts-expect-error not a function of a response
  ctx.resTransform = (text: string) => text;
}

// A helper for every route takes the context, the props and the head of each.
declare function takesAny(value: unknown): void;
declare function takesContext(ctx: RouteContext): void;
declare function takesPage(page: PageProps): void;
declare function takesHead(head: HeadProps): void;
export function helpers(
  ctx: RouteContext<"/blog/[slug]">,
  home: RouteContext<"/">,
  page: PageProps<"/typed/[id]">,
  head: HeadProps<"/typed/[id]">,
): void {
  takesContext(ctx);
  takesContext(home);
  takesPage(page);
  takesHead(head);
  // @ts-expect-error no route has both parameters
  const other: RouteContext<"/[other]"> = ctx;
  takesAny(other);
}

// Props come from the generated types, or from the page's author, or are not checked.
export function pages(
  typed: PageProps<"/typed/[id]">,
  own: PageProps<"/own", { count: number }>,
  untyped: PageProps<"/untyped">,
): void {
  same<typeof typed.props, { user: string }>();
  same<typeof typed.params, { id: string }>();
  same<typeof typed.url, URL>();
  same<typeof own.props, { count: number }>();
  takesAny(untyped.props.anything.at.all);
  // @ts-expect-error the companion gives no such prop
  takesAny(typed.props.nobody);
  // @ts-expect-error a page has no children
  takesAny(typed.children);
}

// Props say which branches of the server functions lead to the page, and with what.
interface Companion<Result> {
  default: (ctx: RouteContext) => Result;
}
const branches = {
  guard: (async ({ cookies }) =>
    cookies.has("a")
      ? { props: { user: "Ada", level: "root" } }
      : { redirect: { destination: "/login" } }) satisfies PageServer,
  ends: ((ctx) => {
    if (ctx.ip === "a") return new Response("own");
    if (ctx.ip === "b") redirect("/login");
    if (ctx.ip === "c") throw httpError(403);
    return { props: { count: 1 } };
  }) satisfies PageServer,
  status: (async ({ body }) => {
    if (!((await body) instanceof FormData)) return { responseOptions: { status: 415 } };
    return { props: { name: "Ada", level: 1 }, responseOptions: { status: 422 } };
  }) satisfies PageServer,
  nothing: (async ({ url }) => {
    if (url.hash) return { props: { name: "Ada" } };
    return undefined;
  }) satisfies PageServer,
  either: (({ url }) =>
    url.hash ? { props: { post: "…", draft: false } } : { props: { missing: true } }) satisfies PageServer,
  sometimes: (({ url }) => ({ props: { level: url.hash === "" ? undefined : 2 } })) satisfies PageServer,
  optional: (({ url }) => ({
    props: (url.hash ? {} : { level: 2 }) as { level?: number },
  })) satisfies PageServer,
  neverShown: (() => ({ redirect: { destination: "/login" } })) satisfies PageServer,
};
type PropsOf<Names extends readonly (keyof typeof branches)[]> = CompanionProps<{
  [Index in keyof Names]: Companion<ReturnType<(typeof branches)[Names[Index]]>>;
}>;

same<PropsOf<[]>, Record<never, never>>();
same<PropsOf<["neverShown"]>, Record<never, never>>();
same<PropsOf<["guard"]>, { user: string; level: string }>();
same<PropsOf<["ends"]>, { count: number }>();
same<PropsOf<["status"]>["name"], string | undefined>();
same<PropsOf<["nothing"]>["name"], string | undefined>();
same<PropsOf<["either"]>["post"], string | undefined>();
same<PropsOf<["guard", "ends"]>["user"], string>();
same<PropsOf<["guard", "ends"]>["count"], number>();
// Where the page returns no props, those of the root are there.
same<PropsOf<["guard", "status"]>["level"], string | number>();
same<PropsOf<["guard", "status"]>["user"], string>();
same<PropsOf<["guard", "status"]>["name"], string | undefined>();
same<PropsOf<["guard", "sometimes"]>["level"], number | undefined>();
same<PropsOf<["guard", "optional"]>["level"], string | number | undefined>();
same<
  CompanionProps<[Companion<ReturnType<PageServer<"/", { user: string }>>>]>["user"],
  string | undefined
>();
// What nothing states the type of is not checked.
type Unstated = ReturnType<typeof JSON.parse>;
declare const unstated: CompanionProps<[Companion<Unstated>, { default: Unstated }]>;
takesAny(unstated.anything.at.all);

export function branch(props: PropsOf<["guard", "either"]>): void {
  takesAny(props.user.length);
  if (props.missing) return;
  // @ts-expect-error nothing but `missing` is in the other branch
  takesAny(props.post.length);
  if (props.post !== undefined) same<typeof props.draft, boolean>();
}

export function wrappers(
  root: RootProps,
  layout: LayoutProps<{ user: string }>,
  error: ErrorPageProps,
): void {
  takesAny([root.children, root.props.anything, root.error?.status, root.url.searchParams]);
  same<typeof layout.props, { user: string }>();
  same<typeof error.error.status, number>();
  same<typeof error.error.requestId, string | undefined>();
  takesAny(error.children);
  // @ts-expect-error a layout may be around a page without an error
  takesAny(layout.error.status);
}

// meta, Head and htmlProps.
export const metas: PageMeta<"/typed/[id]">[] = [
  {
    title: "A page",
    description: "…",
    keywords: ["a"],
    og: { image: "/a.png" },
    twitter: { card: "summary" },
  },
  { robots: "noindex", canonical: "/a", themeColor: "#fff", author: "Ada", alternates: { de: "/de" } },
  { jsonLd: { "@type": "Thing" } },
  { jsonLd: [{ "@type": "Thing" }, { "@type": "Other" }] },
  ({ ctx, serverRes }) => ({ title: ctx.params.id + serverRes.props.user }),
  async ({ serverRes }) => ({
    title: serverRes.props.user,
    description: String(serverRes.responseOptions?.status),
  }),
];
// @ts-expect-error a misspelt field
export const misspeltMeta: MetaFields = { titel: "A page" };
// @ts-expect-error a misspelt field of og
export const misspeltOg: MetaFields = { og: { img: "/a.png" } };
// @ts-expect-error meta functions return fields
export const textMeta: PageMeta = () => "A page";

export const htmlAttributes: HtmlProps<"/typed/[id]">[] = [
  { lang: "en", className: "dark", "data-own": 1 },
  ({ serverRes }) => ({ lang: serverRes.props.user }),
  async ({ ctx }) => ({ className: ctx.params.id }),
];
// @ts-expect-error there are three directions
export const direction: HtmlProps = { dir: "up" };

export function Head({ ctx, serverRes }: HeadProps<"/typed/[id]">): string {
  return ctx.params.id + serverRes.props.user;
}

// config
export const configs: PageConfig[] = [
  { hydrate: false },
  { renderTimeout: 5, maxRequestBodyMB: 1 },
  { prerender: true },
  { prerender: () => ["/a"] },
  { prerender: async () => ["/a"] },
];
// @ts-expect-error a misspelt setting
export const misspeltConfig: PageConfig = { hydarte: false };
// @ts-expect-error seconds are a number
export const textTimeout: PageConfig = { renderTimeout: "5s" };

// Endpoints get the same ctx, and may return what they like.
export const endpoints: ApiHandler<"/api/[id]">[] = [
  ({ params }) => ({ id: params.id }),
  async ({ req }) => new Response(req.body),
  () => undefined,
];
// @ts-expect-error there is no such parameter
export const otherEndpoint: ApiHandler<"/api/[id]"> = ({ params }) => params.name;

// A link is checked against the routes and their parameters.
href("/api/typed");
href("/typed/[id]", { id: 7 }, { page: 2 });
href("/known/[...path]", { path: ["a", 1] });
// @ts-expect-error a list is needed
href("/known/[...path]", { path: "a" });
// @ts-expect-error the parameter is missing
href("/known/[...path]");
// @ts-expect-error there is no such route
href("/typo/[id]", { id: "7" });
// @ts-expect-error the parameter is missing
href("/typed/[id]");
// @ts-expect-error the parameter has another name
href("/typed/[id]", { name: "7" });

// Hooks know the parameters of the route that they name.
export function Hooks(): string {
  const { slug } = useParams<"/blog/[slug]">();
  same<typeof slug, string>();
  // @ts-expect-error: the route has no such parameter
  useParams<"/blog/[slug]">().id;
  const { state, to, formData } = useNavigation();
  same<typeof state, "idle" | "loading" | "submitting">();
  return `${slug} ${useUrl().pathname} ${String(useQuery().q)} ${to?.pathname} ${formData?.get("text")}`;
}
