export default function Late() {
  return <p id="late-content">late content</p>;
}
