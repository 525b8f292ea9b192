import type { LayoutProps } from "@bunsen/runtime";
import { Identified } from "../../../components/identified";

export default function Outer({ children }: LayoutProps) {
  return (
    <>
      <Identified />
      <Identified>{children}</Identified>
    </>
  );
}
