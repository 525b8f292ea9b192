import type { PageProps } from "@bunsen/runtime";
import { Coloured } from "../../../components/coloured";
import { Counter } from "../../../components/counter";
import "../../../components/box.css";

export default function Collected({ url }: PageProps<"/styles/collected/visitor">) {
  return (
    <main className="box">
      <Counter />
      <Coloured id="coloured" color={url.searchParams.get("color") ?? "rgb(4, 5, 6)"} />
    </main>
  );
}
