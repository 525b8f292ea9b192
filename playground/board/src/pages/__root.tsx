import "../styles.css";
import type { HtmlProps, PageMeta, RootProps } from "@bunsen/runtime";

export const htmlProps = { lang: "en" } satisfies HtmlProps;

export const meta = {
  title: "The board",
  description: "A board of cards that everybody who has it open sees change.",
} satisfies PageMeta;

export function Head() {
  return (
    <>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <meta name="theme-color" content="#e9e4d8" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#1d2420" media="(prefers-color-scheme: dark)" />
    </>
  );
}

export default function Root({ children }: RootProps) {
  return <div className="mx-auto min-h-dvh max-w-6xl">{children}</div>;
}
