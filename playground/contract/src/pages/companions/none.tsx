import type { PageProps } from "@bunsen/runtime";
import { Shown } from "../../components/shown";

/** A page without a companion gets everything but props of its own. */
export default function None({ props, query, params, url }: PageProps<"/companions/none">) {
  return <Shown value={{ props, query, params, isUrl: url instanceof URL, search: url.search }} />;
}
