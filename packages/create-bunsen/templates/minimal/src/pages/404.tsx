import type { ErrorPageProps, PageMeta } from "@bunsen/runtime";

export const meta = { title: "Not found", robots: "noindex" } satisfies PageMeta;

/** Shown for every status from 400 to 499. */
export default function NotFound({ children, error }: ErrorPageProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-2xl flex-col items-start justify-center gap-6 px-6 py-16">
      <p className="font-medium text-blue-600 tabular-nums dark:text-blue-400">{error.status}</p>
      <h1 className="text-4xl font-semibold tracking-tight text-balance">{children}</h1>
      <a href="/" className="font-medium text-blue-700 hover:underline dark:text-blue-300">
        Back to the first page
      </a>
    </main>
  );
}
