export default function Breaks() {
  throw new Error("secret-5f3a9c broke the page");
}
