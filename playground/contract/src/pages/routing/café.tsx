import type { PageProps } from "@bunsen/runtime";
import { PageAt } from "../../components/page-at";

export default function Page(page: PageProps) {
  return <PageAt file="café.tsx" page={page} />;
}
