import type { LayoutProps } from "@bunsen/runtime";

/** A layout's config holds for every page below. */
export const config = { renderTimeout: 0.3 };

export default function Hurry({ children }: LayoutProps) {
  return children;
}
