import type { PageProps } from "@bunsen/runtime";
import { useState } from "react";

export default function Home({ props }: PageProps<"/">) {
  const [count, setCount] = useState(0);
  return (
    <main className="mx-auto flex min-h-dvh max-w-2xl flex-col items-start justify-center gap-8 px-6 py-16">
      <img src="/favicon.svg" alt="" className="h-16 w-auto" />
      <h1 className="text-5xl font-semibold tracking-tight text-balance sm:text-6xl">Hello from Bunsen</h1>
      <p className="text-lg leading-relaxed text-pretty text-slate-600 dark:text-slate-400">
        Bun {props.bunVersion} rendered this page on the server, and React took over in your browser. Edit{" "}
        <code className="font-medium text-slate-900 dark:text-slate-100">src/pages/index.tsx</code> and save.
      </p>
      <button
        type="button"
        onClick={() => setCount(count + 1)}
        className="cursor-pointer rounded-full bg-blue-600 px-6 py-3 font-medium text-white tabular-nums transition hover:bg-blue-700 focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-blue-600 active:scale-95"
      >
        Clicked {count} {count === 1 ? "time" : "times"}
      </button>
      {import.meta.env.DEV && (
        <p className="text-sm text-slate-600 dark:text-slate-400">
          The guide is in <code>node_modules/@bunsen/vite/docs</code>;{" "}
          <a href="/__bunsen" className="font-medium text-blue-700 hover:underline dark:text-blue-300">
            /__bunsen
          </a>{" "}
          shows requests and routes. You see this in development only.
        </p>
      )}
    </main>
  );
}
