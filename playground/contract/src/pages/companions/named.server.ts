import type { PageServer } from "@bunsen/runtime";

/** Exported by name, and neither async nor in need of `ctx`. */
export const server: PageServer = () => ({ props: { from: "server" } });
