/** `.test` is an infix only where it comes last. */
export const GET = () => ({ file: "stats.test.json.ts" });
