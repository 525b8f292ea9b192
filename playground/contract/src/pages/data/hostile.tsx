import type { PageProps } from "@bunsen/runtime";
import { Sides } from "../../components/sides";

/** Code units instead of text: what the parser does to HTML is not the question here. */
function codes(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

export default function Hostile({ props, query }: PageProps<"/data/hostile">) {
  const keys = Object.keys(props.keys).map(codes);
  return <Sides value={{ texts: props.texts.map(codes), keys, asked: props.asked, query: query.q }} />;
}
