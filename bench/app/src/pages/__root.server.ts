export default async () => ({ props: { user: "Ada" } });
