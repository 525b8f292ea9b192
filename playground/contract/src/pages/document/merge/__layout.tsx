import type { HtmlProps, LayoutProps, PageMeta } from "@bunsen/runtime";

export const htmlProps: HtmlProps = { className: "from-layout", "data-layout": "yes" };
export const meta: PageMeta = {
  title: "The layout's title",
  description: "The layout's description",
  og: { title: "The layout's card", type: "website" },
  twitter: { card: "summary" },
  jsonLd: { "@type": "WebSite" },
};

export function Head() {
  return <meta name="from-head" content="layout" />;
}

export default function Layout({ children }: LayoutProps) {
  return <section>{children}</section>;
}
