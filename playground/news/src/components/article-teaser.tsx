import type { Article } from "../paper/articles.server";

/** An article as the front page announces it. */
export function ArticleTeaser({ article, isLead }: { article: Article; isLead: boolean }) {
  return (
    <article className={isLead ? "md:col-span-3" : "border-line border-t pt-4"}>
      <h2 className={`font-display leading-tight ${isLead ? "text-4xl sm:text-5xl" : "text-2xl"}`}>
        <a className="hover:underline" href={`/article/${article.id}`}>
          {article.headline}
        </a>
      </h2>
      <p className="mt-2 text-muted">{article.lead}</p>
    </article>
  );
}
