import "../styles.css";
import { type HtmlProps, href, type PageMeta, type RootProps } from "@bunsen/runtime";

export const htmlProps = { lang: "en" } satisfies HtmlProps;

export const meta = {
  title: "Notes on Bunsen",
  description: "Server-rendered React pages on Bun.",
} satisfies PageMeta;

export function Head() {
  return <link rel="icon" href="/favicon.svg" type="image/svg+xml" />;
}

export default function Root({ children }: RootProps) {
  return (
    <div className="min-h-dvh bg-linear-to-b from-sky-50 to-white text-slate-900 antialiased dark:from-slate-900 dark:to-slate-950 dark:text-slate-100">
      <div className="mx-auto max-w-3xl px-6">
        <header className="flex items-center justify-between py-6">
          <a href={href("/")} className="flex items-center gap-3 font-semibold">
            <img src="/favicon.svg" alt="" className="h-7 w-auto" />
            Notes on Bunsen
          </a>
          <a href={href("/notes")} className="quiet hover:underline">
            All notes
          </a>
        </header>
        <main className="py-10">{children}</main>
      </div>
    </div>
  );
}
