export const config = { cachePage: true, renderTimeout: 0.5 };

export default function Cached() {
  return <p>kept for all</p>;
}
