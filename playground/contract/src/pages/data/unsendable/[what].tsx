export default function Unsendable() {
  return <p>never shown</p>;
}
