import { Shop } from "../render/shop.tsx";

export const meta = { title: "Shop" };

export default function Page() {
  return <Shop />;
}
