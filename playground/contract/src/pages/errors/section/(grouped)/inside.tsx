export default function Never() {
  return <p>never shown</p>;
}
