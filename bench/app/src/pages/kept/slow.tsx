import type { PageConfig } from "@bunsen/runtime";

export const config: PageConfig = { cachePage: true, hydrate: false };

export default function SlowPage() {
  return <p>It took a while.</p>;
}
