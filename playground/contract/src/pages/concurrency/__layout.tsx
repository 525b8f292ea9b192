import type { HtmlProps, LayoutProps } from "@bunsen/runtime";

export const htmlProps: HtmlProps = ({ serverRes }) => ({ "data-user": serverRes.props.layoutUser });

export default function Layout({ children, props }: LayoutProps) {
  return <div data-user={props.layoutUser}>{children}</div>;
}
