/** What `createApp` makes its app from; the plugin makes the module itself, in the module graph of the test. */
declare module "virtual:bunsen/test" {
  export const createApp: typeof import("@bunsen/runtime/internal/app").createApp;
  export const build: import("@bunsen/runtime/internal/server-build").ServerBuild;
  export const publicFiles: import("../assets/public-index.ts").PublicLocation;
}
