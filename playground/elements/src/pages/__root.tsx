import "../styles.css";
import type { HtmlProps, PageMeta, RootProps } from "@bunsen/runtime";
import { SiteFooter } from "../components/site-footer";
import { SiteHeader } from "../components/site-header";

export const htmlProps = { lang: "en" } satisfies HtmlProps;

export const meta = {
  title: "Elements",
  description: "The periodic table: 118 elements with their melting points, discoverers and neighbours.",
  og: { siteName: "Elements", type: "website" },
} satisfies PageMeta;

export function Head() {
  return (
    <>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <meta name="theme-color" content="#fbfaf8" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#0e1117" media="(prefers-color-scheme: dark)" />
    </>
  );
}

export default function Root({ children, url }: RootProps) {
  const searchText = url.pathname === "/search" ? (url.searchParams.get("q") ?? "") : "";
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only rounded-lg bg-ink px-4 py-2 text-paper focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20"
      >
        Skip to the content
      </a>
      <SiteHeader searchText={searchText} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-[100rem] grow px-4 py-6 outline-none sm:px-8"
      >
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
