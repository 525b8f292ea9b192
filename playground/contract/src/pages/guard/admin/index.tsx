export default function Page() {
  return <p>admin</p>;
}
