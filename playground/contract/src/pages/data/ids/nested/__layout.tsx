import type { LayoutProps } from "@bunsen/runtime";
import { Identified } from "../../../../components/identified";

export default function Inner({ children }: LayoutProps) {
  return (
    <section>
      {children}
      <Identified />
    </section>
  );
}
