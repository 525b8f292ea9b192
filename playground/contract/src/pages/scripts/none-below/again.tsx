import { Counter } from "../../../components/counter";

/** The page's own config beats the layout's. */
export const config = { hydrate: true };

export default function Again() {
  return <Counter />;
}
