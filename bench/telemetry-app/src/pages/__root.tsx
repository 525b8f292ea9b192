import type { ReactNode } from "react";

export default function Root({
  props,
  children,
}: {
  props: { user: { name: string } };
  children: ReactNode;
}) {
  return (
    <main>
      <p>Hello {props.user.name}</p>
      {children}
    </main>
  );
}
