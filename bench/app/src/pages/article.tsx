import { Article } from "../article.tsx";

export const meta = { title: "Article" };

export default function ArticlePage() {
  return <Article />;
}
