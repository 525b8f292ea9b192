import { AsyncLocalStorage } from "node:async_hooks";
import { UrlFiles } from "../assets/url-files.ts";
import type { DevelopmentApp } from "./app.ts";
import { Changes } from "./changes.ts";
import { Failures } from "./failures.ts";
import { SentStyles } from "./sent-styles.ts";

/** What a development server collects while it runs. */
export class DevState {
  readonly failures = new Failures();
  /** Files that browser code names by a URL, without importing them. */
  readonly urlFiles = new UrlFiles();
  /** Holds `true` while Vite works on a request. */
  readonly browserRequests = new AsyncLocalStorage<true>();
  readonly changes = new Changes();
  readonly sentStyles = new SentStyles();
  /** Responds to requests; `undefined` until the server is set up. */
  app: DevelopmentApp | undefined;
}
