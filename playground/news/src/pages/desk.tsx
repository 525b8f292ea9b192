import type { PageMeta, PageProps } from "@bunsen/runtime";
import type { DeskProps } from "./desk.server";

export const meta = { title: "The editor's desk · The Morning Bun", robots: "noindex" } satisfies PageMeta;

export default function Desk({ props }: PageProps<"/desk", DeskProps>) {
  return (
    <>
      <h1 className="font-display text-3xl">The editor's desk</h1>
      <p className="mt-2 text-muted">
        A change drops the article and the front page, and no other page. This page is never kept.
      </p>
      <ul className="mt-6 grid gap-4">
        {props.articles.map((article) => (
          <li key={article.id}>
            <form method="post" action={`/api/articles/${article.id}`} className="flex flex-wrap gap-2">
              <label className="sr-only" htmlFor={`headline-${article.id}`}>
                Headline of article {article.id}
              </label>
              <input
                id={`headline-${article.id}`}
                name="headline"
                required
                maxLength={200}
                defaultValue={article.headline}
                className="min-w-0 flex-1 basis-72 border border-line bg-sheet px-3 py-2"
              />
              <button type="submit" className="bg-ink px-4 py-2 text-paper hover:opacity-85">
                Print
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
}
