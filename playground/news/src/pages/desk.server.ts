import { type Article, allArticles } from "../paper/articles.server";

export interface DeskProps {
  articles: Article[];
}

export default (): { props: DeskProps } => ({ props: { articles: allArticles() } });
