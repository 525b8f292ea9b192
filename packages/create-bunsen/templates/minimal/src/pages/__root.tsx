import "../styles.css";
import type { HtmlProps, PageMeta, RootProps } from "@bunsen/runtime";

export const htmlProps = { lang: "en" } satisfies HtmlProps;

export const meta = { title: "Hello from Bunsen" } satisfies PageMeta;

export function Head() {
  return <link rel="icon" href="/favicon.svg" type="image/svg+xml" />;
}

export default function Root({ children }: RootProps) {
  return (
    <div className="min-h-dvh bg-linear-to-b from-sky-50 to-white text-slate-900 antialiased dark:from-slate-900 dark:to-slate-950 dark:text-slate-100">
      {children}
    </div>
  );
}
