import type { LayoutProps } from "@bunsen/runtime";

export default function Inner({ children }: LayoutProps) {
  return <div data-wrapper="grouped">{children}</div>;
}
