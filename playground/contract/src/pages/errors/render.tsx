import { building } from "@bunsen/runtime";
import { SECRET } from "../../secret";

export default function Render() {
  if (SECRET && !building) throw new Error(`the component broke: ${SECRET}`);
  return <p>never shown</p>;
}
