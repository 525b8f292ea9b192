import { Counter } from "../../../components/counter";

export default function Below() {
  return <Counter />;
}
