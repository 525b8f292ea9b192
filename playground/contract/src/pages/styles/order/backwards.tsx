import { Footer } from "../../../components/order/footer";
import { Header } from "../../../components/order/header";

export default function Backwards() {
  return (
    <main>
      <Header />
      <Footer />
    </main>
  );
}
