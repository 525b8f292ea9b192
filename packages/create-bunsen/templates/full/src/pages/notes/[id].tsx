import { href, type PageConfig, type PageMeta, type PageProps } from "@bunsen/runtime";

// A note does not change, so its page is rendered once an hour and sent from the cache in between.
export const config: PageConfig = { cachePage: true, cacheExpiry: 3600, hydrate: false };

export const meta = (({ serverRes }) => ({
  title: `A note by ${serverRes.props.note.author}`,
})) satisfies PageMeta<"/notes/[id]">;

const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "medium", timeZone: "UTC" });

export default function NotePage({ props }: PageProps<"/notes/[id]">) {
  const { note, renderedAt } = props;
  return (
    <>
      <article className="card">
        <h2 className="text-2xl font-semibold tracking-tight">{note.author}</h2>
        <p className="mt-3 text-lg wrap-break-word whitespace-pre-line">{note.text}</p>
        <p className="quiet mt-6 text-sm">Written on {time.format(note.writtenAt)}</p>
        <p className="quiet text-sm">Rendered on {time.format(renderedAt)} and cached for an hour</p>
      </article>
      <a href={href("/notes")} className="link">
        All notes
      </a>
    </>
  );
}
