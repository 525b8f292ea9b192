import { Boxes } from "../../components/boxes";

export const config = { hydrate: false };

export default function LazyStatic() {
  return <Boxes />;
}
