import type { LayoutProps } from "@bunsen/runtime";

export default function Outer({ children, props }: LayoutProps) {
  return (
    <div data-wrapper="outer" data-level={props.level}>
      {children}
    </div>
  );
}
