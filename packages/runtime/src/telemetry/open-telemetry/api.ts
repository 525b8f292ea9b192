/**
 * What Bunsen uses of `@opentelemetry/api` 1.x, declared here so that the types of the runtime need no package that an app may not
 * have. The app's own copy is passed in: see `virtual:bunsen/open-telemetry`.
 */
export interface OpenTelemetryApi {
  readonly ROOT_CONTEXT: Context;
  readonly SpanKind: { readonly INTERNAL: number; readonly SERVER: number };
  readonly SpanStatusCode: { readonly ERROR: number };
  readonly context: {
    active(): Context;
    with<Result>(context: Context, work: () => Result): Result;
  };
  readonly propagation: {
    extract(context: Context, carrier: Headers, getter: HeaderGetter): Context;
  };
  readonly trace: {
    getTracer(name: string): Tracer;
    /** A stand-in with `getDelegateTracer` until an SDK is registered, and often also afterwards. */
    getTracerProvider(): object & { getDelegateTracer?(name: string): Tracer | undefined };
    getSpan(context: Context): Span | undefined;
    setSpan(context: Context, span: Span): Context;
  };
  readonly metrics: { getMeter(name: string): Meter };
  /** What `getMeter` returns while no SDK is registered. */
  createNoopMeter(): Meter;
}

/** Values that go along with asynchronous work. */
export interface Context {
  getValue(key: symbol): unknown;
  setValue(key: symbol, value: unknown): Context;
  deleteValue(key: symbol): Context;
}

export type Attributes = Record<string, string | number | boolean | undefined>;

export interface Span {
  spanContext(): { readonly traceId: string; readonly spanId: string };
  setAttribute(key: string, value: string | number | boolean): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  updateName(name: string): unknown;
  end(): void;
  isRecording(): boolean;
  recordException(exception: { name: string; message: string; stack?: string }): void;
}

export interface Tracer {
  startSpan(name: string, options: { kind: number; attributes?: Attributes }, context: Context): Span;
}

interface HeaderGetter {
  keys(carrier: Headers): string[];
  get(carrier: Headers, key: string): string | undefined;
}

interface InstrumentOptions {
  description: string;
  unit: string;
  advice?: { explicitBucketBoundaries: number[] };
}

export interface Histogram {
  record(value: number, attributes: Attributes): void;
}

export interface UpDownCounter {
  add(value: number, attributes: Attributes): void;
}

export interface ObservableResult {
  observe(value: number, attributes?: Attributes): void;
}

interface Observable {
  addCallback(callback: (result: ObservableResult) => void): void;
}

export interface Meter {
  createHistogram(name: string, options: InstrumentOptions): Histogram;
  createUpDownCounter(name: string, options: InstrumentOptions): UpDownCounter;
  createObservableCounter(name: string, options: InstrumentOptions): Observable;
  createObservableGauge(name: string, options: InstrumentOptions): Observable;
}
