import type { PageProps } from "@bunsen/runtime";
import { RowTable } from "../row-table.tsx";
import type { Row } from "../rows.ts";

export const meta = { title: "Rows" };

export default function RowsPage({ props }: PageProps<"/rows", { rows: Row[] }>) {
  return <RowTable rows={props.rows} />;
}
