export const meta = { title: "Small" };

export default function Small() {
  return (
    <main>
      <h1>Hello</h1>
      <p>A page with a heading, a paragraph and a link.</p>
      <a href="/table">Table</a>
    </main>
  );
}
