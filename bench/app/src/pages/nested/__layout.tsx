import type { LayoutProps } from "@bunsen/runtime";

export default function NestedLayout({ props, children }: LayoutProps) {
  return (
    <div className="layout">
      <nav>{props.section}</nav>
      {children}
    </div>
  );
}
