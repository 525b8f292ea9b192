export default async () => ({ props: { user: { name: "Ada", items: 3 } } });
