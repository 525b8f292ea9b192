import { SECRET } from "../../secret";

export default function Render() {
  if (SECRET) throw new Error(`the component broke: ${SECRET}`);
  return <p>never shown</p>;
}
