import type { ReactNode } from "react";

interface MessagePageProps {
  number: number;
  symbol: string;
  name: string;
  heading: string;
  children: ReactNode;
}

/** An element that should not exist: what the error pages show. */
export function MessagePage({ number, symbol, name, heading, children }: MessagePageProps) {
  return (
    <div className="mx-auto flex max-w-3xl flex-col items-start gap-8 py-12 sm:flex-row sm:items-center sm:gap-12 sm:py-24">
      <div
        aria-hidden="true"
        data-category="unknown"
        className="flex size-40 shrink-0 flex-col justify-between rounded-2xl border border-tint-line border-dashed bg-tint p-4 text-tint-ink sm:size-52"
      >
        <span className="tabular-nums sm:text-lg">{number}</span>
        <span className="text-center font-semibold text-7xl leading-none sm:text-8xl">{symbol}</span>
        <span className="text-center">{name}</span>
      </div>
      <div>
        <h1 className="font-display text-4xl tracking-tight sm:text-5xl">{heading}</h1>
        <div className="mt-4 space-y-4 text-lg text-muted">{children}</div>
        <p className="mt-6">
          <a href="/" className="rounded text-accent underline underline-offset-4 hover:text-ink">
            Back to the table
          </a>
        </p>
      </div>
    </div>
  );
}
