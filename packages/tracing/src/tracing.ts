/** By the names of https://opentelemetry.io/docs/specs/semconv/. Never what a shopper typed, nor a value of a statement. */
export type Attributes = Record<string, string | number | boolean>;

/** One step of a trace, under way until `end`. */
export interface Span {
  traceId: string;
  /** This span as the parent of others (https://www.w3.org/TR/trace-context/#traceparent-header). */
  traceparent: string;
  /** Whether it is recorded at all. */
  sampled: boolean;
  /** The client spans that start in `action`, and in what it awaits, are children of this one. */
  run<T>(action: () => T): T;
  end(outcome?: { name?: string; attributes?: Attributes; errorType?: string | undefined }): void;
}

/** A step that somebody else has measured; times in milliseconds since 1970. */
export interface FinishedSpan {
  name: string;
  /** The span that it is a part of. */
  traceparent: string;
  startMs: number;
  endMs: number;
  attributes?: Attributes;
  events?: { name: string; atMs: number; attributes?: Attributes }[];
}

export interface Tracing {
  /** Of a request that comes in. A `traceparent` that is missing or malformed makes it the root of a trace. */
  startServerSpan(name: string, options: { traceparent: string | undefined; attributes: Attributes }): Span;
  /** Of a call that goes out; undefined when it runs in no server span. */
  startClientSpan(name: string, attributes: Attributes): Span | undefined;
  /** Of the service `boutique-browser`. Ignored when its `traceparent` is malformed or not sampled. */
  recordBrowserSpan(span: FinishedSpan): void;
  /** Sends what is left, for a second at most. */
  stop(): Promise<void>;
}

/** What tracing has to say about itself; a pino logger is one. */
export interface TracingLog {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
}
