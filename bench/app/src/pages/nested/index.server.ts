export default async () => ({ props: { text: "A page with three companions" } });
