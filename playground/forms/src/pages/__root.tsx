import "../styles.css";
import type { HtmlProps, PageMeta, RootProps } from "@bunsen/runtime";

export const htmlProps = { lang: "en" } satisfies HtmlProps;

export const meta = { title: "The guest book" } satisfies PageMeta;

export function Head() {
  return (
    <>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <meta name="theme-color" content="#f8f2e8" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#171310" media="(prefers-color-scheme: dark)" />
    </>
  );
}

export default function Root({ children }: RootProps) {
  return <main>{children}</main>;
}
