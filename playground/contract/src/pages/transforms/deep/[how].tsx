export const config = { renderTimeout: 0.5 };

export default function Transformed() {
  return <p>transform me</p>;
}
