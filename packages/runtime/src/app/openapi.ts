import type { OpenApiOptions } from "../api/define-server.ts";
import type { EndpointRoute, Route } from "../contract/route-table.ts";
import type { Endpoints } from "../endpoint/endpoints.ts";
import { type OpenApiDocument, openApiDocument } from "../endpoint/openapi/document.ts";
import { problemResponse } from "../endpoint/problem.ts";
import { SECURITY_HEADERS } from "../http/headers.ts";

/** Where the description of the API is, without Vite's `base`. */
export const OPENAPI_PATH = "/_bunsen/openapi.json";

/** The description of an app's API. */
export class OpenApi {
  readonly #options: OpenApiOptions;
  readonly #base: string;
  readonly #routes: readonly EndpointRoute[];
  readonly #endpoints: Endpoints;
  #text: Promise<string> | undefined;

  constructor(options: OpenApiOptions, base: string, routes: readonly Route[], endpoints: Endpoints) {
    this.#options = options;
    this.#base = base;
    this.#routes = routes.filter((route) => route.kind === "endpoint");
    this.#endpoints = endpoints;
  }

  /** @throws what the module of an endpoint throws */
  async document(): Promise<OpenApiDocument> {
    const described = await Promise.all(
      this.#routes.map(async (route) => ({ route, prepared: await this.#endpoints.endpoint(route) })),
    );
    return openApiDocument(this.#options, this.#base, described);
  }

  /** @throws as `document` */
  async respond(method: string): Promise<Response> {
    if (method !== "GET" && method !== "HEAD")
      return problemResponse({ status: 405 }, { allow: "GET, HEAD" });
    const headers = { "content-type": "application/json", "cache-control": "no-cache", ...SECURITY_HEADERS };
    return new Response(await this.#currentText(), { headers });
  }

  /** In development endpoints change from request to request. */
  #currentText(): Promise<string> {
    if (this.#endpoints.development) return this.#makeText();
    this.#text ??= this.#makeText().catch((error: unknown) => {
      this.#text = undefined;
      throw error;
    });
    return this.#text;
  }

  async #makeText(): Promise<string> {
    return JSON.stringify(await this.document());
  }
}
