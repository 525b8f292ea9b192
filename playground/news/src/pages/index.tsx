import type { PageConfig, PageProps } from "@bunsen/runtime";
import { ArticleTeaser } from "../components/article-teaser";
import { Imprint } from "../components/imprint";
import type { FrontPageProps } from "./index.server";

export const config: PageConfig = { cachePage: true, cacheTags: ["front"], cacheQuery: [] };

export default function FrontPage({ props }: PageProps<"/", FrontPageProps>) {
  const { articles, printed } = props;
  return (
    <>
      <h1 className="sr-only">Today's paper</h1>
      <div className="grid gap-8 md:grid-cols-3">
        {articles.map((article, index) => (
          <ArticleTeaser key={article.id} article={article} isLead={index === 0} />
        ))}
      </div>
      <Imprint printed={printed} />
    </>
  );
}
