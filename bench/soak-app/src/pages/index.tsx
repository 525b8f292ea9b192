import type { PageProps } from "@bunsen/runtime";
import "../style.css";

export const meta = { title: "Soak" };

export default function Index({ props }: PageProps<"/", { name: string; at: Date; rows: { id: number }[] }>) {
  return (
    <main>
      <h1>
        {props.name} at {props.at.toISOString()}
      </h1>
      <ul>
        {props.rows.map(({ id }) => (
          <li key={id}>row {id}</li>
        ))}
      </ul>
    </main>
  );
}
