/** Checked by `tsc` only: users can name the type of each option, and of what its functions get and return. */
import {
  type CacheOptions,
  type CspDirective,
  type CspOptions,
  defineServer,
  type ErrorReport,
  type HealthOptions,
  type HealthResult,
  type MiddlewareContext,
  type MiddlewareResult,
  type RequestReport,
  type ServeOptions,
  type ServerOptions,
  type ShutdownOptions,
  type TrailingSlash,
  type UpgradeResult,
  type WebSocketOptions,
} from "@bunsen/runtime";

interface Session {
  user: string;
}

function middleware({ cookies, locals, url }: MiddlewareContext): MiddlewareResult {
  if (url.pathname === "/old") return new Request(new URL("/new", url));
  locals.session = cookies.get("session");
  return undefined;
}

const upgrade = (req: Request): UpgradeResult<Session> =>
  req.headers.has("cookie") ? { data: { user: "ada" } } : new Response(null, { status: 401 });
const websocket: WebSocketOptions<Session> = {
  path: "/ws",
  upgrade,
  message: (ws) => void ws.send(ws.data.user),
};

const images: CspDirective = ["'self'", "https:"];
const csp: CspOptions = { directives: { "img-src": images } };
const cache: CacheOptions = { defaultExpiry: 60 };
const check = (): HealthResult => true;
const health: HealthOptions = { check };
const serve: ServeOptions = { port: 0 };
const shutdown: ShutdownOptions = { timeout: 5 };
const trailingSlash: TrailingSlash = "ignore";
const onRequest = ({ route, milliseconds }: RequestReport): unknown => [route, milliseconds];
const onError = (_error: unknown, { requestId }: ErrorReport): string => requestId;

export const options: ServerOptions<Session> = defineServer({
  middleware,
  websocket,
  csp,
  cache,
  health,
  serve,
  shutdown,
  trailingSlash,
  onRequest,
  onError,
});
