export default function BrokenErrorPage() {
  throw new Error("the error page broke, too");
}
