import type { PageMeta } from "@bunsen/runtime";

export const meta: PageMeta = { title: "Beaten", description: "From meta" };

function Deep() {
  return (
    <p>
      <title>React's own title</title>
      <meta name="from-react" content={'"><script>alert(1)</script>'} />
      <link rel="author" href="/ada" />
      deep inside
    </p>
  );
}

/** Document metadata may stand anywhere in the tree; React moves it to the head. */
export default function WithReactMetadata() {
  return (
    <main>
      <section>
        <Deep />
      </section>
    </main>
  );
}
