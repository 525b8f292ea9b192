import type { RootProps } from "@bunsen/runtime";

export const htmlProps = { lang: "en" };

export default function Root({ children }: RootProps) {
  return <div className="root">{children}</div>;
}
