import { building, type LayoutProps } from "@bunsen/runtime";

export default function BrokenLayout({ children }: LayoutProps) {
  if (children && !building) throw new Error("the layout broke");
  return null;
}
