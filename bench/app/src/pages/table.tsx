import type { PageProps } from "@bunsen/runtime";
import type { Row } from "../rows.ts";
import { Table } from "../table.tsx";

export const meta = { title: "Table" };

export default function TablePage({ props }: PageProps<"/table", { rows: Row[] }>) {
  return <Table rows={props.rows} />;
}
