/** The part of the public API that makes sense in a browser; what needs the server is not in its bundle. */

export type {
  Api,
  ApiClient,
  ApiFailure,
  ApiOptions,
  ApiResult,
  ApiRoute,
  ApiSuccess,
} from "./api/api-types.ts";
export type { Problem, ProblemError, ValidationIssue, ValidationProblem } from "./api/problem.ts";
export { publicEnv } from "./api/public-env.ts";
export type * from "./api/public-types.ts";
export { api } from "./client/api/browser.ts";
export { type NavigateOptions, navigate, refresh } from "./client/navigation/navigate.ts";
export type { NavigationStatus } from "./client/navigation/status.ts";
export { useNavigation } from "./client/navigation/use-navigation.ts";
export { building } from "./contract/building.browser.ts";
export { HttpError, httpError, notFound } from "./diagnostics/http-errors.ts";
export { type RedirectOptions, redirect } from "./http/redirect.ts";
export { useParams, useQuery, useUrl } from "./page/view-context.ts";
export { href, type LinkableRoute } from "./route/typed-href.ts";
export {
  type FieldErrors,
  type FieldTexts,
  type Invalid,
  type Valid,
  type Validation,
  validate,
} from "./schema/validate.ts";
