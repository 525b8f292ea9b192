import type { PageProps } from "@bunsen/runtime";
import { Shown } from "./shown";

/** Says which file a page is and what the URL gave it. */
export function PageAt({ file, page }: { file: string; page: PageProps }) {
  return <Shown value={{ file, params: page.params, query: page.query }} />;
}
