import type { PageMeta } from "@bunsen/runtime";

/** The same object for every name: nothing of the first visitor's URL may stay in it. */
export const meta: PageMeta = { title: "Relative", canonical: "?shared=1", og: { url: "" } };

export default function Relative() {
  return <main>relative</main>;
}
