import { href, type PageConfig, type PageMeta, type PageProps } from "@bunsen/runtime";

// A note does not change: it is rendered once an hour and sent from the cache in between.
export const config: PageConfig = { cachePage: true, cacheExpiry: 3600, hydrate: false };

export const meta = (({ serverRes }) => ({
  title: `A note by ${serverRes.props.note.author}`,
})) satisfies PageMeta<"/notes/[id]">;

export default function NotePage({ props }: PageProps<"/notes/[id]">) {
  const { note, renderedAt } = props;
  return (
    <>
      <article className="card">
        <h1 className="text-2xl font-semibold tracking-tight">{note.author}</h1>
        <p className="mt-3 text-lg wrap-break-word whitespace-pre-line">{note.text}</p>
        <p className="quiet mt-6 text-sm">
          Written on {new Date(note.writtenAt).toUTCString()}, rendered on {renderedAt.toUTCString()}
        </p>
      </article>
      <a href={href("/notes")} className="font-medium text-blue-600 hover:underline dark:text-blue-400">
        All notes
      </a>
    </>
  );
}
