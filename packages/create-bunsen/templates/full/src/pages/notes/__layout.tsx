import type { LayoutProps } from "@bunsen/runtime";

/** Wraps every page below `/notes`. */
export default function NotesLayout({ children }: LayoutProps) {
  return <div className="mx-auto flex max-w-xl flex-col gap-8">{children}</div>;
}
