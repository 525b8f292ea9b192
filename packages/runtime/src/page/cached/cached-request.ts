import type { RequestContext } from "../../request/request-context.ts";
import type { Pages } from "../pages.ts";
import type { PreparedPage } from "../prepare.ts";
import type { PageCaching } from "./caching.ts";

/** A request for a page that may be cached. */
export interface CachedRequest {
  readonly pages: Pages;
  readonly page: PreparedPage;
  readonly caching: PageCaching;
  /** Of the visitor. */
  readonly context: RequestContext;
}
