export { Header } from "../../../components/order/header";

import "../../../components/order/2.css";
import { lazy, Suspense } from "react";
import { Footer } from "../../../components/order/footer";

const Lazy = lazy(() => import("../../../components/order/lazy"));

/** A style of its own between two that all these pages share. */
export default function Between() {
  return (
    <main>
      <Footer />
      <Suspense>
        <Lazy />
      </Suspense>
    </main>
  );
}
