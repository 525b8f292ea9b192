export default function Transformed() {
  return <p>transform me</p>;
}
