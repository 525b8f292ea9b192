import { type Expected, get, type Row, row } from "./row.ts";

const answer = (encoding: string | null): Expected => ({
  status: 200,
  headers: { "content-encoding": encoding, vary: /accept-encoding/i },
});

/** RFC 9110 §12.5.3, for a page of 2 kB and for JSON of its size. */
export const ENCODING_ROWS: Row[] = (
  [
    ["gzip", "gzip"],
    ["GZIP", "gzip"],
    ["x-gzip", "gzip"],
    ["br", "br"],
    ["zstd", "zstd"],
    ["br;q=0, gzip", "gzip"],
    ["br;q=0.1, gzip;q=0.2, zstd;q=0", "gzip"],
    ["gzip;q=0.001", "gzip"],
    ["gzip;q=1.000", "gzip"],
    ["gzip ; q=0.5", "gzip"],
    ["identity;q=0, gzip", "gzip"],
    ["identity;q=0.5, gzip;q=1", "gzip"],
    ["gzip, deflate", "gzip"],
    ["deflate, *;q=0, br", "br"],
    [",,gzip,,", "gzip"],
    ["identity", null],
    ["", null],
    ["deflate", null],
    ["compress, x-compress", null],
    ["gzip;q=0", null],
    ["gzip;q=0.000", null],
    ["*;q=0", null],
    // Nothing is acceptable: the plain bytes are better than no answer (§12.5.3).
    ["identity;q=0", null],
    ["identity;q=0, *;q=0", null],
    ["identity;q=1, gzip;q=0.5", null],
    ["gzip;q=1.5", null],
    ["gzip;q=-1", null],
    ["gzip;q=junk", null],
    ["gzip;q=", null],
    ["gzip;level=9", null],
    ["gzipp", null],
    ["g zip", null],
    ["junk", null],
    [";;;,,,q=1", null],
    [`${"a,".repeat(7000)}`, null],
    [`${"a;q=0.5,".repeat(1800)}`, null],
  ] as [string, string | null][]
).flatMap(([accept, encoding]) =>
  ["/big", "/api/big"].map((target) =>
    row(
      `${target} for ${JSON.stringify(accept.slice(0, 40))}`,
      get(target, `Accept-Encoding: ${accept}`),
      answer(encoding),
    ),
  ),
);
