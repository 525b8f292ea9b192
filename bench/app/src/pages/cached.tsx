import type { PageConfig } from "@bunsen/runtime";
import { rows } from "../rows";
import { Table } from "../table";

export const config: PageConfig = { cachePage: true, cacheQuery: [], hydrate: false };

export default function CachedPage() {
  return <Table rows={rows} />;
}
