import type { PageConfig } from "@bunsen/runtime";

export const config: PageConfig = { live: true, cacheTags: ["all"] };

export default function Page() {
  return <p>live</p>;
}
