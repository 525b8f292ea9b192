import type { PageProps } from "@bunsen/runtime";

export const config = { cachePage: true, hydrate: false };

export default function Cached({ props }: PageProps<"/typed/cached">) {
  return <pre id="server">{JSON.stringify(props)}</pre>;
}
