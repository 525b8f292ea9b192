export const GET = ({ url }: { url: URL }) =>
  new Response(`<urlset><url><loc>${url.origin}/</loc></url></urlset>`, {
    headers: { "content-type": "application/xml" },
  });
