import { RowLine } from "./row-line.tsx";
import type { Row } from "./rows.ts";

/** The table whose rows are a component of another file. */
export function RowTable({ rows }: { rows: Row[] }) {
  return (
    <main className="table-page">
      <h1>Articles</h1>
      <table>
        <tbody>
          {rows.map((row) => (
            <RowLine key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </main>
  );
}
