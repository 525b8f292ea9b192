import type { PageServer } from "@bunsen/runtime";

export default (() => {
  throw new Error("the layout's server function broke");
}) satisfies PageServer;
