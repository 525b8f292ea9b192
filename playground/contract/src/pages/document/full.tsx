import type { PageMeta } from "@bunsen/runtime";

export const meta: PageMeta = {
  title: "Every field",
  description: "What a page can say of itself",
  keywords: ["meta", "fields"],
  author: "Ada Lovelace",
  robots: "noindex, nofollow",
  canonical: "/document/full",
  themeColor: "#123456",
  og: {
    title: "Every field, shared",
    description: "For a preview",
    image: "/preview.png",
    url: "/document/full",
    type: "article",
    siteName: "The page contract",
    locale: "en_GB",
  },
  twitter: {
    card: "summary_large_image",
    title: "Every field, short",
    description: "For a card",
    image: "https://cdn.example/card.png",
    site: "@contract",
    creator: "@ada",
  },
  alternates: { de: "/de/document/full", "x-default": "/document/full" },
  jsonLd: { "@context": "https://schema.org", "@type": "Article", headline: 'The end of </script> & "more"' },
};

export default function Full() {
  return <main>every field of meta</main>;
}
