import type { EndpointRoute } from "../contract/route-table.ts";
import type { DevelopmentHooks, ServerBuild } from "../contract/server-build.ts";
import { type PreparedEndpoint, prepareEndpoint } from "./methods.ts";

/** What the endpoints of one app share between requests. */
export class Endpoints {
  /** `undefined` in production. */
  readonly development: Pick<DevelopmentHooks, "requestFailed"> | undefined;
  readonly #modules: ServerBuild["modules"];
  readonly #prepared = new Map<string, PreparedEndpoint>();

  constructor(
    { modules }: Pick<ServerBuild, "modules">,
    development?: Pick<DevelopmentHooks, "requestFailed">,
  ) {
    this.#modules = modules;
    this.development = development;
  }

  /** An endpoint with its handlers. In development it is prepared for every request, because modules change. */
  endpoint(route: EndpointRoute): PreparedEndpoint | Promise<PreparedEndpoint> {
    const known = this.#prepared.get(route.id);
    if (known) return known;
    const module = this.#modules[route.file]?.() ?? {};
    if (module instanceof Promise) return module.then((loaded) => prepareEndpoint(route.file, loaded));
    const prepared = prepareEndpoint(route.file, module);
    if (!this.development) this.#prepared.set(route.id, prepared);
    return prepared;
  }
}
