import type { LayoutProps } from "@bunsen/runtime";

export default function Inner({ children, props }: LayoutProps) {
  return (
    <div data-wrapper="guards/inner" data-inner={props.inner}>
      {children}
    </div>
  );
}
