import { SECRET } from "../../secret";

export function Head() {
  throw new Error(`Head broke: ${SECRET}`);
}

export default function WithBrokenHead() {
  return <p>never shown</p>;
}
