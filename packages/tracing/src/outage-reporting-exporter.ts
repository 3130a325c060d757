import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { TracingLog } from './tracing.ts';

/** Sends spans to a collector; logs one line when sending begins to fail, and one when it works again. */
export class OutageReportingExporter extends OTLPTraceExporter {
  readonly #log: TracingLog;
  #failing = false;

  constructor(log: TracingLog) {
    super();
    this.#log = log;
  }

  override export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    super.export(spans, (result) => {
      const failing = result.code !== ExportResultCode.SUCCESS;
      if (failing && !this.#failing) this.#log.warn({ reason: reasonOf(result.error) }, 'traces cannot be delivered');
      if (!failing && this.#failing) this.#log.info({}, 'traces are delivered again');
      this.#failing = failing;
      done(result);
    });
  }
}

/** The error for a host with several addresses has a code, but no message. */
const reasonOf = (error: (Error & { code?: unknown }) | undefined) => error?.message || error?.code;
