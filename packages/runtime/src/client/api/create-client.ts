import type { Api, ApiOptions } from "../../api/api-types.ts";
import { type ApiRequest, apiRequest } from "./api-request.ts";
import { readApiResponse } from "./api-response.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/**
 * Makes the function `api` of one side.
 *
 * @param send sends a request, and resolves to its response
 */
export function createClient(send: (request: ApiRequest) => Promise<Response>): Api {
  const client = (route: string) => {
    const call = async (method: string, options?: ApiOptions) =>
      readApiResponse(await send(apiRequest(route, method, options)), `${method} ${route}`);
    return Object.fromEntries(
      METHODS.map((method) => [method, (options?: ApiOptions) => call(method, options)]),
    );
  };
  // The generated types say which methods a route has, and what each takes.
  return client as unknown as Api;
}
