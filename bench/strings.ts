import { paragraphs } from "./app/src/article.tsx";
import type { Row } from "./app/src/rows.ts";

/** The pages as nothing but concatenated strings: what no renderer can beat. */
export const strings = {
  small: () =>
    '<main><h1>Hello</h1><p>A page with a heading, a paragraph and a link.</p><a href="/table">Table</a></main>',
  table: (rows: Row[]) =>
    `<main class="table-page"><h1>Articles</h1><table><thead><tr><th>Id</th><th>Name</th><th>Price</th><th>Stock</th><th>City</th><th>Active</th></tr></thead><tbody>${lines(rows)}</tbody></table></main>`,
  rows: (rows: Row[]) =>
    `<main class="table-page"><h1>Articles</h1><table><tbody>${lines(rows)}</tbody></table></main>`,
  nested: (props: { section: string; text: string; user: string }) =>
    `<div class="layout"><nav>${text(props.section)}</nav><main><h1>${text(props.text)}</h1><p>${text(props.user)}<!-- --> in <!-- -->${text(props.section)}</p></main></div>`,
  article: () => {
    let html =
      '<article class="prose"><header><h1>A long article</h1><p>By <em>nobody</em> in <time dateTime="2026">2026</time></p></header>';
    for (const { heading, words, year } of paragraphs) {
      html += `<section><h2>${text(heading)}</h2><p>In <b>${year}</b> there was <i>something</i> to <a href="/table">tell</a>, <strong>and so</strong> <!-- -->it was told.</p><ul>`;
      for (const word of words) html += `<li>${text(word)}</li>`;
      html += "</ul><p><small>Source:</small> <cite>an archive</cite></p></section>";
    }
    return `${html}</article>`;
  },
};

function lines(rows: Row[]): string {
  let html = "";
  for (const { id, name, price, stock, city, active } of rows)
    html += `<tr class="${active ? "active" : "inactive"}"><td>${id}</td><td>${text(name)}</td><td class="number">${price}</td><td class="number">${stock}</td><td>${text(city)}</td><td>${active ? "yes" : "no"}</td></tr>`;
  return html;
}

function text(value: string): string {
  return Bun.escapeHTML(value);
}
