import type { HtmlProps, PageMeta } from "@bunsen/runtime";

/** Fields that a page leaves open, as `title: post?.title` does, keep what is around it. */
export const meta: PageMeta = { title: undefined, description: undefined, og: { title: undefined } };
export const htmlProps: HtmlProps = { lang: undefined };

export default function Undefined() {
  return <main>the root's title</main>;
}
