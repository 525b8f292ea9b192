import type { CacheStats, PageMeta, PageProps } from "@bunsen/runtime";
import { useEffect, useState } from "react";
import type { CachePageProps } from "./cache.server";

export const meta = { title: "The cache · The Morning Bun", robots: "noindex" } satisfies PageMeta;

const SHOWN = [
  ["hits", "sent as they were kept"],
  ["stale", "sent while printed anew"],
  ["misses", "waited for"],
  ["bypasses", "not for the cache"],
  ["renders", "printed"],
  ["entries", "pages in memory"],
] as const;

export default function CachePage({ props }: PageProps<"/cache", CachePageProps>) {
  const [stats, setStats] = useState(props.stats);
  useEffect(() => {
    const timer = setInterval(() => fetchStats().then(setStats, () => undefined), 2000);
    return () => clearInterval(timer);
  }, []);
  const clear = async () => {
    await fetch("/api/cache", { method: "DELETE" });
    setStats(await fetchStats());
  };
  return (
    <>
      <h1 className="font-display text-3xl">The cache of press {props.press}</h1>
      <p className="mt-2 text-muted">
        Kept in {stats.store === "memory" ? "memory" : `memory and ${stats.store}`}, {kilobytes(stats.bytes)}.
        {stats.storeFailures > 0 && ` The store could not be reached ${stats.storeFailures} times.`}
      </p>
      <dl className="mt-6 grid grid-cols-2 gap-px border border-line bg-line sm:grid-cols-3">
        {SHOWN.map(([name, meaning]) => (
          <div key={name} className="flex flex-col-reverse bg-sheet p-4">
            <dt className="text-muted text-sm">{meaning}</dt>
            <dd id={name} className="font-display text-4xl tabular-nums">
              {stats[name].toLocaleString("en")}
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={clear} className="mt-6 bg-ink px-4 py-2 text-paper hover:opacity-85">
        Drop every page
      </button>
    </>
  );
}

async function fetchStats(): Promise<CacheStats> {
  return (await fetch("/api/cache")).json();
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024).toLocaleString("en")} kB`;
}
