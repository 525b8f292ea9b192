import "../styles.css";
import type { HtmlProps, PageMeta, RootProps } from "@bunsen/runtime";

export const htmlProps = { lang: "en" } satisfies HtmlProps;

export const meta = {
  title: "The Morning Bun",
  description: "A newspaper whose pages are kept until an editor changes a line.",
} satisfies PageMeta;

export function Head() {
  return <link rel="icon" href="/favicon.svg" type="image/svg+xml" />;
}

const SECTIONS = [
  ["/", "Front page"],
  ["/desk", "Editor's desk"],
  ["/cache", "The cache"],
] as const;

export default function Root({ children, url }: RootProps) {
  return (
    <div className="mx-auto max-w-5xl px-4 pb-16 sm:px-8">
      <header className="border-ink border-b-4 border-double pt-8 pb-4 text-center">
        <p className="font-display text-5xl tracking-tight sm:text-7xl">The Morning Bun</p>
        <nav aria-label="Sections" className="mt-4 flex flex-wrap justify-center gap-x-6 gap-y-1">
          {SECTIONS.map(([path, name]) => (
            <a
              key={path}
              href={path}
              aria-current={url.pathname === path ? "page" : undefined}
              className="underline-offset-4 hover:underline aria-[current=page]:font-semibold aria-[current=page]:underline"
            >
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main className="pt-8">{children}</main>
    </div>
  );
}
