import type { ApiOptions } from "../../api/api-types.ts";
import { appBase } from "../../contract/base-path.ts";
import { API_HEADER } from "../../http/api-headers.ts";
import { buildHref, type HrefParams, type HrefSearch } from "../../route/href.ts";

/** The request of one call. */
export interface ApiRequest {
  /** With Vite's `base`. */
  readonly path: string;
  readonly init: RequestInit;
}

/**
 * Makes the request for a method of an endpoint.
 *
 * @throws {TypeError} INVALID_HREF if a parameter is missing or cannot be part of a path
 */
export function apiRequest(route: string, method: string, options: ApiOptions = {}): ApiRequest {
  const { params, query, body, headers: given, signal } = options;
  const path = appBase().slice(0, -1) + buildHref(route, params as HrefParams, query as HrefSearch);
  const headers = new Headers(given);
  headers.set(API_HEADER, "1");
  if (!headers.has("accept")) headers.set("accept", "application/json, application/problem+json, */*;q=0.5");
  const init: RequestInit = { method, headers };
  if (signal) init.signal = signal;
  if (body === undefined) return { path, init };
  const sent = sentBody(body);
  if (sent === undefined) {
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    return { path, init: { ...init, body: JSON.stringify(body) } };
  }
  return { path, init: { ...init, body: sent, ...(sent instanceof ReadableStream && { duplex: "half" }) } };
}

/** What `fetch` sends as it is; `undefined` for a value that is sent as JSON. */
function sentBody(body: unknown): BodyInit | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  if (body instanceof FormData || body instanceof URLSearchParams || body instanceof Blob) return body;
  if (body instanceof ReadableStream || body instanceof ArrayBuffer) return body;
  if (ArrayBuffer.isView(body)) return body as Uint8Array<ArrayBuffer>;
  return Object.values(body).flat().some(isBlob) ? formOf(body) : undefined;
}

function isBlob(value: unknown): value is Blob {
  return value instanceof Blob;
}

/** JSON has no form for files. */
function formOf(fields: object): FormData {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) {
      if (isBlob(value)) form.append(name, value);
      else if (value !== undefined && value !== null) form.append(name, String(value));
    }
  }
  return form;
}
