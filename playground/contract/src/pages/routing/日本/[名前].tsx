import type { PageProps } from "@bunsen/runtime";
import { PageAt } from "../../../components/page-at";

export default function Page(page: PageProps) {
  return <PageAt file="日本/[名前].tsx" page={page} />;
}
