import { Boxes } from "../../components/boxes";

export const config = { cachePage: true };

export default function LazyCached() {
  return <Boxes />;
}
