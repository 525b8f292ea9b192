import { notFound, type RouteContext } from "@bunsen/runtime";
import { type Article, findArticle } from "../../paper/articles.server";
import { type Printed, printed } from "../../paper/printed.server";

export interface ArticleProps {
  article: Article;
  printed: Printed;
}

export default ({ params }: RouteContext<"/article/[id]">) => {
  const article = findArticle(Number(params.id)) ?? notFound("There is no such article.");
  return { props: { article, printed: printed() }, cacheTags: [`article:${article.id}`] };
};
