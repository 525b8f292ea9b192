import type { PageServer } from "@bunsen/runtime";

export default (() => ({ props: { from: "a .server.tsx" } })) satisfies PageServer;
