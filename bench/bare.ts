/** The least that a compiled server can be: for what Bun itself takes. */
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  development: false,
  fetch: () => new Response("hello"),
});

console.log(server.url.href);
