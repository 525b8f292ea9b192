export const GET = () => ({ file: "plain.json.js" });
