import type { LayoutProps } from "@bunsen/runtime";

export default function Section({ children, props, error }: LayoutProps) {
  return (
    <div data-wrapper="section" data-companion={props.section} data-status={error?.status ?? "none"}>
      {children}
    </div>
  );
}
