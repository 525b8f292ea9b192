import type { Row } from "./rows.ts";

/** The table whose rows are written inline. */
export function Table({ rows }: { rows: Row[] }) {
  return (
    <main className="table-page">
      <h1>Articles</h1>
      <table>
        <thead>
          <tr>
            <th>Id</th>
            <th>Name</th>
            <th>Price</th>
            <th>Stock</th>
            <th>City</th>
            <th>Active</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={row.active ? "active" : "inactive"}>
              <td>{row.id}</td>
              <td>{row.name}</td>
              <td className="number">{row.price}</td>
              <td className="number">{row.stock}</td>
              <td>{row.city}</td>
              <td>{row.active ? "yes" : "no"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
