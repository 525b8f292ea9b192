import { type ReactNode, useState } from "react";
import { rows } from "../rows.ts";

function Link({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="link" href={href}>
      {children}
    </a>
  );
}

/** A table as people write it: state around it, a button and a component in each row. */
export function TableWithState() {
  const [selected, setSelected] = useState(3);
  return (
    <main className="table-page">
      <h1>Articles</h1>
      <table>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={row.id === selected ? "selected" : "other"}>
              <td>{row.id}</td>
              <td>{row.name}</td>
              <td className="number">{row.price}</td>
              <td className="number">{row.stock}</td>
              <td>{row.city}</td>
              <td>{row.active ? "yes" : "no"}</td>
              <td>
                <button type="button" onClick={() => setSelected(row.id)}>
                  Select
                </button>
              </td>
              <td>
                <Link href={`/articles/${row.id}`}>Open {row.name}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
