/**
 * Named as in https://opentelemetry.io/docs/specs/semconv/. Never a text that a shopper typed, nor a value of a
 * statement.
 */
export type Attributes = Record<string, string | number | boolean>;

/** One step of a trace, which runs until `end`. */
export interface Span {
  traceId: string;
  /** Identifies this span as the parent of others (https://www.w3.org/TR/trace-context/#traceparent-header). */
  traceparent: string;
  /** Whether the span is recorded. */
  sampled: boolean;
  /** Client spans that start in `action`, also asynchronously, become children of this span. */
  run<T>(action: () => T): T;
  end(outcome?: { name?: string; attributes?: Attributes; errorType?: string | undefined }): void;
}

/** A step that was measured elsewhere; times in milliseconds since 1970. */
export interface FinishedSpan {
  name: string;
  /** The parent span. */
  traceparent: string;
  startMs: number;
  endMs: number;
  attributes?: Attributes;
  events?: { name: string; atMs: number; attributes?: Attributes }[];
}

export interface Tracing {
  /** Starts the span of an incoming request. Without a valid `traceparent` it is the root of a trace. */
  startServerSpan(name: string, options: { traceparent: string | undefined; attributes: Attributes }): Span;
  /** Starts the span of an outgoing call; undefined outside of a server span. */
  startClientSpan(name: string, attributes: Attributes): Span | undefined;
  /** Records a span of the service `boutique-browser`. Ignored when its `traceparent` is malformed or not sampled. */
  recordBrowserSpan(span: FinishedSpan): void;
  /** Sends the remaining spans, for a second at most. */
  stop(): Promise<void>;
}

/** Logs tracing's own problems; a pino logger fits. */
export interface TracingLog {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
}
