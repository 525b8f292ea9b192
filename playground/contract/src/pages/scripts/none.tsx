import { Counter } from "../../components/counter";

export const config = { hydrate: false };

export default function None() {
  return (
    <main>
      <Counter />
    </main>
  );
}
