import { TableWithState } from "../render/table-with-state.tsx";

export const meta = { title: "Table with state" };

export default function Page() {
  return <TableWithState />;
}
