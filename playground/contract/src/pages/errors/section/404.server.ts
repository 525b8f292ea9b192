import type { PageServer } from "@bunsen/runtime";

/** Error pages may have companions, too. */
export default (() => ({
  responseOptions: { headers: { "x-error-companion": "ran" } },
})) satisfies PageServer;
