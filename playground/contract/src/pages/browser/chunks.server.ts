import type { PageServer } from "@bunsen/runtime";

/** Takes a `POST`, whose result is a page. */
export default (() => ({})) satisfies PageServer<"/browser/chunks">;
