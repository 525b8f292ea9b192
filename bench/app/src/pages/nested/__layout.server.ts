export default async () => ({ props: { section: "Nested" } });
