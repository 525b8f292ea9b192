import type { Row } from "./rows.ts";

export function RowLine({ row }: { row: Row }) {
  return (
    <tr className={row.active ? "active" : "inactive"}>
      <td>{row.id}</td>
      <td>{row.name}</td>
      <td className="number">{row.price}</td>
      <td className="number">{row.stock}</td>
      <td>{row.city}</td>
      <td>{row.active ? "yes" : "no"}</td>
    </tr>
  );
}
