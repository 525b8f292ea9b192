import { building } from "@bunsen/runtime";
import { SECRET } from "../../secret";

export function Head() {
  if (building) return null;
  throw new Error(`Head broke: ${SECRET}`);
}

export default function WithBrokenHead() {
  return <p>never shown</p>;
}
