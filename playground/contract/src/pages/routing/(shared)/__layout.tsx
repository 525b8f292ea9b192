import type { LayoutProps } from "@bunsen/runtime";

export default function SharedLayout({ children }: LayoutProps) {
  return <div data-wrapper="(shared)">{children}</div>;
}
