import type { HtmlProps, PageMeta } from "@bunsen/runtime";

/** What metadata and attributes may not be, by name; as JavaScript users would write it. */
const METAS: Record<string, unknown> = {
  "misspelt-title": { titel: "A page" },
  "misspelt-og": { og: { site_name: "A site" } },
  "unknown-twitter": { twitter: { video: "/a.mp4" } },
  "number-title": { title: 404 },
  "text-og": { og: "A page" },
  "list-of-alternates": { alternates: ["/de"] },
  "promised-description": { description: Promise.resolve("late") },
  text: "A page",
};

const ATTRIBUTES: Record<string, unknown> = {
  "list-of-classes": { className: ["dark"] },
  direction: { dir: "up" },
  handler: { onClick: () => undefined },
  "html-text": "dark",
};

export const meta = (({ ctx }) =>
  METAS[ctx.params.what] ?? { title: null }) as PageMeta<"/document/wrong/[what]">;

export const htmlProps = (({ ctx }) => ATTRIBUTES[ctx.params.what]) as HtmlProps<"/document/wrong/[what]">;

export default function Wrong() {
  return <p>what is wrong with the head</p>;
}
