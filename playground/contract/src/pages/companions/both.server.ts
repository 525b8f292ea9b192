import type { PageServer } from "@bunsen/runtime";

export const server: PageServer = () => ({ props: { from: "server" } });
export default (() => ({ props: { from: "default" } })) satisfies PageServer;
