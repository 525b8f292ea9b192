/** Values of one name, by the terms of OpenTelemetry, from which the names for Prometheus follow. */
export interface MetricFamily {
  /** Such as `bunsen.cache.requests`. */
  readonly name: string;
  /** Where Prometheus has a name of its own for it, with which the dashboards of others work. */
  readonly prometheusName?: string;
  readonly kind: "counter" | "gauge";
  /** In UCUM: `s`, `By`, or what is counted in braces, such as `{request}`. */
  readonly unit: string;
  readonly description: string;
  /** The current values. */
  read(): readonly Sample[];
}

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}
