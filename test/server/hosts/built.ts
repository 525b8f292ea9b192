import type { App } from "@bunsen/runtime/internal/app";

/** The built app that this host is to serve, by the path in APP. */
export function built(): Promise<{ app: App }> {
  return import(process.env.APP ?? "");
}

/** Tells the test that the server can be asked. */
export function started(server: { url: URL }): void {
  console.log(`listening on ${server.url.href}`);
}
