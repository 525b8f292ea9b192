import { SECRET } from "../../secret";

export function htmlProps() {
  throw new Error(`htmlProps broke: ${SECRET}`);
}

export default function WithBrokenHtmlProps() {
  return <p>never shown</p>;
}
