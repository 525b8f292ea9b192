import { api, type PageServer } from "@bunsen/runtime";

export default (async () => {
  const { data: visitor } = await api("/api/typed/kinds/[kind]").GET({ params: { kind: "visitor" } });
  return { props: { visitor } };
}) satisfies PageServer<"/typed/cached">;
