export const GET = () => ({ rows: Array.from({ length: 100 }, (_, id) => ({ id, name: `row ${id}` })) });
