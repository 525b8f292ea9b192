import type { PageProps } from "@bunsen/runtime";
import { Sides } from "../../../components/sides";

/** No companion: `url` is a real `URL` all the same, on both sides. */
export default function Url({ url, query, params }: PageProps<"/data/url/[id]">) {
  const value = {
    isUrl: url instanceof URL,
    href: url.href,
    tags: url.searchParams.getAll("tag"),
    next: new URL("?page=2", url).search,
    query,
    params,
    inherits: "toString" in query,
  };
  return <Sides value={value} />;
}
