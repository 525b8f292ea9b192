import type { PageConfig, PageMeta, PageProps } from "@bunsen/runtime";
import { ElementTile } from "../components/element-tile";
import type { SearchPageProps } from "./search.server";

/** Nothing here needs a script: the form is plain HTML and the answer is rendered on the server. */
export const config = { hydrate: false } satisfies PageConfig;

export const meta = (({ serverRes }) => ({
  title: serverRes.props.text ? `Search: ${serverRes.props.text}` : "Search the elements",
  robots: "noindex",
})) satisfies PageMeta<"/search", SearchPageProps>;

export default function SearchPage({ props }: PageProps<"/search", SearchPageProps>) {
  const { text, results } = props;
  return (
    <div className="mx-auto max-w-6xl py-2 sm:py-6">
      <h1 className="font-display text-4xl tracking-tight sm:text-5xl">{heading(text, results.length)}</h1>
      {results.length === 0 && <Suggestions />}
      <ul className="mt-8 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {results.map((element) => (
          <li key={element.number}>
            <ElementTile element={element} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function heading(text: string, count: number): string {
  if (text === "") return "Search the elements";
  if (count === 0) return `Nothing matches “${text}”`;
  return `${count} ${count === 1 ? "element matches" : "elements match"} “${text}”`;
}

const EXAMPLES = ["Gold", "Fe", "92", "noble gas", "wolfram"];

function Suggestions() {
  return (
    <p className="mt-4 text-lg text-muted">
      Look for a name, a symbol, a number or a category:{" "}
      {EXAMPLES.map((example, index) => (
        <span key={example}>
          {index > 0 && ", "}
          <a
            href={`/search?q=${encodeURIComponent(example)}`}
            className="rounded text-accent underline underline-offset-4 hover:text-ink"
          >
            {example}
          </a>
        </span>
      ))}
      .
    </p>
  );
}
