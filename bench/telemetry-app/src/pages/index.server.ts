export default async () => ({ props: { title: "Small", lines: ["one", "two", "three"] } });
