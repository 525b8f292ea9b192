import { expect, test } from "vitest";
import { extractInlineHashes, inlineHash } from "./inline-hashes.ts";

const NONCE = "q83vASNFZ4mrze8BI0VniavN";

test("elements with the nonce are named by their hashes, and lose it", () => {
  const html =
    `<style nonce="${NONCE}" data-precedence="a" data-href="x&gt;y">a > b {}</style><p>between</p>` +
    `<script nonce="${NONCE}">one()</SCRIPT ><style nonce="${NONCE}" media="not all"></style>` +
    `<script nonce="${NONCE}" id="_R_">two("</p>")</script>`;
  const taken = extractInlineHashes(html, NONCE);
  expect(taken.html).toBe(html.replaceAll(` nonce="${NONCE}"`, ""));
  expect(taken.hashes).toEqual({
    scripts: [inlineHash("one()"), inlineHash('two("</p>")')],
    styles: [inlineHash("a > b {}"), inlineHash("")],
  });
});

test("nothing else is", () => {
  const html =
    '<script>a</script><script nonce="">b</script><script nonce="other">c</script>' +
    '<style data-precedence="a" data-href="b">d</style>';
  expect(extractInlineHashes(html, NONCE)).toEqual({ html, hashes: { scripts: [], styles: [] } });
});

test("line breaks are hashed as a browser reads them", () => {
  expect(inlineHash("a\r\nb\rc")).toBe(inlineHash("a\nb\nc"));
});
