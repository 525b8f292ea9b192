export const config = { cachePage: true };

export default function Cached() {
  return <p>kept for all</p>;
}
