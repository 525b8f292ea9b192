import type { PageConfig, PageProps } from "@bunsen/runtime";
import type { Row } from "../../rows.ts";
import { Table } from "../../table.tsx";

export const config: PageConfig = { cachePage: true };

/** The page of `plain.tsx` from the cache; every query is a page of its own. */
export default function CachedPage({ props }: PageProps<"/growth/cached", { rows: Row[] }>) {
  return <Table rows={props.rows} />;
}
