import { href, type LayoutProps } from "@bunsen/runtime";

/** Wraps every page below `/notes`. */
export default function NotesLayout({ children }: LayoutProps) {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-baseline justify-between">
        <h1 className="text-4xl font-semibold tracking-tight">Notes</h1>
        <a href={href("/api/notes")} className="link">
          as JSON
        </a>
      </div>
      {children}
    </div>
  );
}
