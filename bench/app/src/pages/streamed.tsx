import { Streamed } from "../late.tsx";

export const meta = { title: "Streamed" };

export default function StreamedPage() {
  return <Streamed />;
}
