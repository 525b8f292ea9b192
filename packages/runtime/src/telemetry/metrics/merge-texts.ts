/**
 * Joins what several processes say in Prometheus' text format, whose samples differ by a label: all of a metric have to stand
 * together, below one `# HELP` and one `# TYPE`.
 */
export function mergePrometheusTexts(texts: readonly string[]): string {
  const metrics = new Map<string, string[]>();
  for (const block of texts.flatMap((text) => text.split(/^(?=# HELP )/m))) {
    const [help = "", type = "", ...samples] = block.split("\n").filter((line) => line !== "");
    if (help === "") continue;
    const heading = `${help}\n${type}`;
    metrics.set(heading, [...(metrics.get(heading) ?? []), ...samples]);
  }
  return [...metrics].map(([heading, samples]) => `${[heading, ...samples].join("\n")}\n`).join("");
}
