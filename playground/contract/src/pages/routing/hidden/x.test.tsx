import type { PageProps } from "@bunsen/runtime";
import { PageAt } from "../../../components/page-at";

export default function Page(page: PageProps) {
  return <PageAt file="hidden/x.test.tsx" page={page} />;
}
