import { type Article, allArticles } from "../paper/articles.server";
import { type Printed, printed } from "../paper/printed.server";

export interface FrontPageProps {
  articles: Article[];
  printed: Printed;
}

export default (): { props: FrontPageProps } => ({ props: { articles: allArticles(), printed: printed() } });
