import { SHARED_HTML, SHARED_META } from "../../../merge-parts";

export const meta = {
  ...SHARED_META,
  title: "Page A",
  alternates: { de: "/a" },
  jsonLd: { "@type": "PageA" },
};
export const htmlProps = SHARED_HTML;

export function Head() {
  return <meta name="from-head" content="page a" />;
}

export default function A() {
  return <main>page a</main>;
}
