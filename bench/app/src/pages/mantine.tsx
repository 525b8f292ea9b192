import { Mantine } from "../render/mantine.tsx";

export const meta = { title: "Mantine" };

export default function Page() {
  return <Mantine />;
}
