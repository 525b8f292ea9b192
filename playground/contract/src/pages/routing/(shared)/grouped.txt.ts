export const GET = () => new Response("from a group");
