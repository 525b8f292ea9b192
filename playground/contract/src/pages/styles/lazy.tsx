import { Boxes } from "../../components/boxes";

export default function Lazy() {
  return <Boxes />;
}
