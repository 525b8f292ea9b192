export default function Status() {
  return <p>a page</p>;
}
