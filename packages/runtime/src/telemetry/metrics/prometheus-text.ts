import type { HistogramSample } from "./histogram.ts";
import type { Labels, MetricFamily } from "./metric-family.ts";

export interface HistogramFamily extends Omit<MetricFamily, "kind" | "read"> {
  readonly kind: "histogram";
  readonly boundaries: readonly number[];
  read(): readonly HistogramSample[];
}

/** Of Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

const UNITS: Record<string, string> = { s: "seconds", By: "bytes", "1": "ratio" };

/**
 * Writes metrics for Prometheus, by the names that OpenTelemetry's exporters give them: dots become underscores, the unit and
 * `total` are appended.
 *
 * @param common labels of every sample
 */
export function prometheusText(
  families: readonly (MetricFamily | HistogramFamily)[],
  common: Labels,
): string {
  return families.map((family) => familyText(family, common)).join("");
}

function familyText(family: MetricFamily | HistogramFamily, common: Labels): string {
  const name = nameOf(family);
  const lines = [`# HELP ${name} ${escapeHelp(family.description)}`, `# TYPE ${name} ${family.kind}`];
  if (family.kind === "histogram") {
    for (const sample of family.read())
      lines.push(...histogramLines(name, family.boundaries, sample, common));
  } else {
    for (const { labels, value } of family.read()) lines.push(line(name, { ...common, ...labels }, value));
  }
  return `${lines.join("\n")}\n`;
}

function histogramLines(
  name: string,
  boundaries: readonly number[],
  sample: HistogramSample,
  common: Labels,
): string[] {
  const labels = { ...common, ...sample.labels };
  const buckets = boundaries.map((boundary, index) =>
    line(`${name}_bucket`, { ...labels, le: String(boundary) }, sample.cumulative[index] ?? 0),
  );
  return [
    ...buckets,
    line(`${name}_bucket`, { ...labels, le: "+Inf" }, sample.count),
    line(`${name}_sum`, labels, sample.sum),
    line(`${name}_count`, labels, sample.count),
  ];
}

function nameOf({ name, prometheusName, unit, kind }: MetricFamily | HistogramFamily): string {
  if (prometheusName !== undefined) return prometheusName;
  const suffix = UNITS[unit];
  return validName(name) + (suffix ? `_${suffix}` : "") + (kind === "counter" ? "_total" : "");
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${validName(key)}="${escapeLabel(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

function validName(name: string): string {
  return name.replaceAll(/\W/g, "_");
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
