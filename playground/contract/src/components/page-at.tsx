import type { PageProps } from "@bunsen/runtime";
import { Shown } from "./shown.tsx";

/** A page that says which file it is and what the URL gave it. */
export function pageAt(file: string) {
  return function Page({ params, query }: PageProps) {
    return <Shown value={{ file, params, query }} />;
  };
}
