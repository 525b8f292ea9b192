import "./5.css";
import { Footer } from "./footer";
import "./4.css";

export default function Lazy() {
  return <Footer />;
}
