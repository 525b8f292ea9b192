import type { ErrorPageProps } from "@bunsen/runtime";

export default function Missing({ children, error }: ErrorPageProps) {
  return (
    <main className="flex min-h-dvh flex-col items-start justify-center gap-4 px-8">
      <h1 className="font-hand text-5xl">{error.status}</h1>
      <p className="text-muted">{children}</p>
      <a href="/" className="underline">
        To the board
      </a>
    </main>
  );
}
