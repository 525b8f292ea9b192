import type { PageServer } from "@bunsen/runtime";

/** What every page below gets; `?break=root-server` breaks it. */
export default (({ query, signal }) => {
  // As a driver does that was given the signal.
  signal.throwIfAborted();
  if (query.break === "root-server") throw new Error("the root's server function is broken");
  return { props: { site: "contract", level: "root" }, responseOptions: { headers: { "x-root": "yes" } } };
}) satisfies PageServer;
