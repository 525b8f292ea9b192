/** A page to click through, by the chapters of the contract. */
const TOPICS: Record<string, string[]> = {
  Routing: [
    "/routing/static",
    "/routing/one/ada",
    "/routing/rest/a/b/c",
    "/routing/optional",
    "/routing/order/new",
    "/routing/caf%C3%A9",
    "/routing/%E6%97%A5%E6%9C%AC/%E6%9D%B1%E4%BA%AC",
    "/sitemap.xml",
  ],
  Companions: ["/companions/context/7?q=1", "/companions/parent/inner", "/companions/returns/props"],
  Document: ["/document/full", "/document/merge/a", "/document/function?name=Ada", "/document/react"],
  Data: ["/data/rich", "/data/hostile", "/data/url/7?tag=a&tag=b"],
  Streaming: ["/streaming/gate/clicked-through", "/streaming/settled", "/streaming/lazy"],
  Errors: ["/errors/render", "/errors/section/missing", "/errors/layout", "/errors/broken"],
  Browser: ["/browser/fails", "/browser/chunks"],
  Scripts: ["/scripts/none", "/scripts/none-streamed"],
};

export default function Contents() {
  return (
    <main>
      <h1>The page contract, one small page per row</h1>
      {Object.entries(TOPICS).map(([topic, paths]) => (
        <section key={topic}>
          <h2>{topic}</h2>
          <ul>
            {paths.map((path) => (
              <li key={path}>
                <a href={path}>{decodeURI(path)}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}
