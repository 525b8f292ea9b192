import { building } from "@bunsen/runtime";

// The smoke test requests every page; here it would fail.
export default function Breaks() {
  if (building) return null;
  throw new Error("secret-5f3a9c broke the page");
}
