import type { PageProps } from "@bunsen/runtime";
import type { Row } from "../../rows.ts";
import { Table } from "../../table.tsx";

/** The page of `cached.tsx` without the cache. */
export default function PlainPage({ props }: PageProps<"/growth/plain", { rows: Row[] }>) {
  return <Table rows={props.rows} />;
}
