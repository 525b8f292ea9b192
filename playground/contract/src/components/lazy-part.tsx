export default function LazyPart() {
  return <p id="lazy">loaded when it was needed</p>;
}
