import { href } from "@bunsen/runtime";
import type { ReactNode } from "react";

export function Message({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-4 py-12">
      <h1 className="text-4xl font-semibold tracking-tight">{title}</h1>
      <p className="quiet text-lg">{children}</p>
      <a href={href("/")} className="button">
        To the first page
      </a>
    </div>
  );
}
