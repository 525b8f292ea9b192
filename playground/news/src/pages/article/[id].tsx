import type { PageConfig, PageMeta, PageProps } from "@bunsen/runtime";
import { Imprint } from "../../components/imprint";
import type { ArticleProps } from "./[id].server";

export const config: PageConfig = {
  cachePage: true,
  cacheExpiry: 300,
  cacheStale: 3600,
  cacheQuery: ["print"],
};

export const meta: PageMeta<"/article/[id]", ArticleProps> = ({ serverRes }) => ({
  title: `${serverRes.props.article.headline} · The Morning Bun`,
  description: serverRes.props.article.lead,
});

export default function ArticlePage({ props, query }: PageProps<"/article/[id]", ArticleProps>) {
  const { article, printed } = props;
  return (
    <article className="mx-auto max-w-2xl">
      <h1 className="font-display text-4xl leading-tight sm:text-5xl">{article.headline}</h1>
      <p className="mt-3 text-muted text-xl">{article.lead}</p>
      <p className="mt-6 text-lg leading-relaxed">{article.text}</p>
      {query.print === undefined && (
        <p className="mt-6">
          <a className="underline underline-offset-4" href="?print">
            To print
          </a>
        </p>
      )}
      <Imprint printed={printed} />
    </article>
  );
}
