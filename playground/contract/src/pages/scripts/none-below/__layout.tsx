import type { LayoutProps } from "@bunsen/runtime";

export const config = { hydrate: false };

export default function NoneBelow({ children }: LayoutProps) {
  return <div>{children}</div>;
}
