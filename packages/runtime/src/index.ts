export type {
  Api,
  ApiClient,
  ApiFailure,
  ApiOptions,
  ApiResult,
  ApiRoute,
  ApiSuccess,
} from "./api/api-types.ts";
export type * from "./api/cache-store.ts";
export type { CollectStyles, StyleCollector } from "./api/collect-styles.ts";
export type { CronJob, CronRun } from "./api/cron.ts";
export type { CspDirective, CspOptions } from "./api/csp-options.ts";
export {
  type Around,
  type CacheOptions,
  defineServer,
  type ErrorReport,
  type LiveOptions,
  type Middleware,
  type MiddlewareContext,
  type MiddlewareResult,
  type OpenApiOptions,
  type RequestReport,
  type ServerOptions,
  type TrailingSlash,
} from "./api/define-server.ts";
export type {
  BodyValue,
  EndpointContext,
  EndpointResult,
  EndpointSchemas,
  TypedEndpoint,
} from "./api/endpoint-types.ts";
export type { JsonLd } from "./api/page-meta.ts";
export type { Problem, ProblemError, ValidationIssue, ValidationProblem } from "./api/problem.ts";
export type {
  HealthOptions,
  HealthResult,
  MetricsOptions,
  ServeOptions,
  ShutdownOptions,
  StartContext,
} from "./api/process-options.ts";
export { publicEnv } from "./api/public-env.ts";
export type * from "./api/public-types.ts";
export type { CookieOptions } from "./api/request-cookies.ts";
export { safeJoin } from "./api/safe-join.ts";
export type { Env, ServerTypes } from "./api/server-env.ts";
export { singleton } from "./api/singleton.ts";
export type { UpgradeResult, WebSocketOptions } from "./api/websocket-options.ts";
export { api } from "./app/api.ts";
export type { App } from "./app/app.ts";
export { type CacheStats, cache, revalidatePath, revalidateTag } from "./cache/revalidate.ts";
export { type FileStoreOptions, fileStore } from "./cache/stores/file.ts";
export { type MemoryStoreOptions, memoryStore } from "./cache/stores/memory.ts";
export { type RedisStoreOptions, redisStore } from "./cache/stores/redis.ts";
export { type NavigateOptions, navigate, refresh } from "./client/navigation/navigate.ts";
export type { NavigationStatus } from "./client/navigation/status.ts";
export { useNavigation } from "./client/navigation/use-navigation.ts";
export { building } from "./contract/building.ts";
export { HttpError, httpError, notFound } from "./diagnostics/http-errors.ts";
export { type Log, type LogFields, log } from "./diagnostics/log.ts";
export { endpoint } from "./endpoint/endpoint.ts";
export type { OpenApiDocument } from "./endpoint/openapi/document.ts";
export { type RedirectOptions, redirect } from "./http/redirect.ts";
export { type Channel, channel } from "./live/channel.ts";
export {
  type EventStreamOptions,
  type EventStreamStart,
  eventStream,
  type ServerEvent,
} from "./live/event-stream.ts";
export { useParams, useQuery, useUrl } from "./page/view-context.ts";
export type { HrefParams, HrefSearch } from "./route/href.ts";
export { href, type LinkableRoute } from "./route/typed-href.ts";
export {
  type FieldErrors,
  type FieldTexts,
  type Invalid,
  type Valid,
  type Validation,
  validate,
} from "./schema/validate.ts";
export { type RedisSessionsOptions, redisSessions } from "./session/stores/redis.ts";
export { type SqliteSessionsOptions, sqliteSessions } from "./session/stores/sqlite.ts";
