import type { ReactNode } from "react";
import "../styles.css";

export default function Root({ children }: { children: ReactNode }) {
  return <main>{children}</main>;
}
