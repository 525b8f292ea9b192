export default function Page() {
  return <p>open</p>;
}
