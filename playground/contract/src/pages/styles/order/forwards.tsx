// biome-ignore assist/source/organizeImports: their order is what is tested
import { Header } from "../../../components/order/header";
import { Footer } from "../../../components/order/footer";

export default function Forwards() {
  return (
    <main>
      <Header />
      <Footer />
    </main>
  );
}
