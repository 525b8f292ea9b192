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
    <div className="min-h-dvh bg-slate-50 text-slate-900 antialiased dark:bg-slate-950 dark:text-slate-100">
      <div className="mx-auto max-w-3xl px-6">
        <header className="flex items-center gap-6 py-6">
          <a href={href("/")} className="mr-auto flex items-center gap-2 font-semibold">
            <img src="/favicon.svg" alt="" className="size-7" />
            Notes
          </a>
          <nav className="quiet flex gap-6">
            <a href={href("/notes")} className="hover:underline">
              All notes
            </a>
            <a href={href("/api/notes")} className="hover:underline">
              JSON
            </a>
          </nav>
        </header>
        <main className="py-10">{children}</main>
      </div>
    </div>
  );
}
