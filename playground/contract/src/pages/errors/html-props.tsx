import { building } from "@bunsen/runtime";
import { SECRET } from "../../secret";

export function htmlProps() {
  if (building) return {};
  throw new Error(`htmlProps broke: ${SECRET}`);
}

export default function WithBrokenHtmlProps() {
  return <p>never shown</p>;
}
