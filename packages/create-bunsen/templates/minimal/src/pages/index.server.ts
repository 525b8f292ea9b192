import type { PageServer } from "@bunsen/runtime";

export default (() => ({ props: { bunVersion: Bun.version } })) satisfies PageServer<"/">;
