export default function Upstream() {
  return <p>replaced by what upstream says</p>;
}
