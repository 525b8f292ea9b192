import type { PageServer } from "@bunsen/runtime";

export default (() => ({ props: { section: "its companion ran" } })) satisfies PageServer;
