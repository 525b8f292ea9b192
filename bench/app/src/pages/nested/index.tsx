import type { PageProps } from "@bunsen/runtime";

export const meta = { title: "Nested" };

export default function NestedPage({
  props,
}: PageProps<"/nested", { user: string; section: string; text: string }>) {
  return (
    <main>
      <h1>{props.text}</h1>
      <p>
        {props.user} in {props.section}
      </p>
    </main>
  );
}
