import type { PageProps } from "@bunsen/runtime";
import { PageAt } from "../../../../components/page-at";

export default function Page(page: PageProps<"/routing/grouped/[id]">) {
  return <PageAt file="(shared)/grouped/[id].tsx" page={page} />;
}
