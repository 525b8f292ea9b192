import { expect, test } from "vitest";
import { mergePrometheusTexts } from "./merge-texts.ts";

const text = (worker: number): string => `# HELP a_total A.
# TYPE a_total counter
a_total{worker="${worker}"} ${worker}
# HELP b B.
# TYPE b gauge
`;

test("samples of a metric stand together, with one heading", () => {
  expect(mergePrometheusTexts([text(0), text(1), ""])).toBe(`# HELP a_total A.
# TYPE a_total counter
a_total{worker="0"} 0
a_total{worker="1"} 1
# HELP b B.
# TYPE b gauge
`);
});

test("the text of one process stays as it is", () => {
  expect(mergePrometheusTexts([text(0)])).toBe(text(0));
});
