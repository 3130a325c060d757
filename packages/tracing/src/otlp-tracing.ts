import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as otel from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { detectResources, envDetector, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OutageReportingExporter } from './outage-reporting-exporter.ts';
import type { Span, Tracing, TracingLog } from './tracing.ts';

const STOP_MS = 1_000;

/**
 * The SDK, assembled from its components: without globals, and without instrumentation that hooks into `require`, which
 * does not work in a bundle. The components read their settings from the environment.
 */
export function createTracing({ serviceName, log }: { serviceName: string; log: TracingLog }): Tracing {
  const { OTEL_EXPORTER_OTLP_PROTOCOL, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL = OTEL_EXPORTER_OTLP_PROTOCOL } = process.env;
  if (OTEL_EXPORTER_OTLP_TRACES_PROTOCOL === 'grpc') {
    log.warn(
      { protocol: 'grpc' },
      'traces are sent as http/json: name the port that the collector has for HTTP (4318)',
    );
  }
  const environment = detectResources({ detectors: [envDetector] });
  const service = resourceFromAttributes({ 'service.name': serviceName }).merge(environment);
  const browser = environment.merge(resourceFromAttributes({ 'service.name': 'boutique-browser' }));
  const [processor, tracer] = withWarnings(log, () => {
    const processor = new BatchSpanProcessor(new OutageReportingExporter(log));
    return [processor, tracerOf(service, processor)] as const;
  });
  const browserTracer = tracerOf(browser, processor);
  const serverSpan = new AsyncLocalStorage<otel.Span>();

  return {
    startServerSpan(name, { traceparent, attributes }) {
      const options = { kind: otel.SpanKind.SERVER, attributes };
      const span = tracer.startSpan(name, options, remoteParent(traceparent) ?? otel.ROOT_CONTEXT);
      return spanOf(span, serverSpan);
    },
    startClientSpan(name, attributes) {
      const parent = serverSpan.getStore();
      if (!parent) return undefined;
      const options = { kind: otel.SpanKind.CLIENT, attributes };
      return spanOf(tracer.startSpan(name, options, otel.trace.setSpan(otel.ROOT_CONTEXT, parent)), serverSpan);
    },
    recordBrowserSpan({ name, traceparent, startMs, endMs, attributes = {}, events = [] }) {
      const parent = remoteParent(traceparent);
      if (!parent) return;
      // the SDK could read a number as a time of this process's own clock
      const span = browserTracer.startSpan(name, { startTime: new Date(startMs), attributes }, parent);
      for (const event of events) span.addEvent(event.name, event.attributes ?? {}, new Date(event.atMs));
      span.end(new Date(endMs));
    },
    async stop() {
      await Promise.race([processor.shutdown().catch(() => {}), sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}

const tracerOf = (resource: Resource, processor: BatchSpanProcessor) =>
  new BasicTracerProvider({ resource, spanProcessors: [processor] }).getTracer('boutique');

function remoteParent(traceparent: string | undefined): otel.Context | undefined {
  const parent = parseTraceParent(traceparent ?? '');
  return parent ? otel.trace.setSpanContext(otel.ROOT_CONTEXT, { ...parent, isRemote: true }) : undefined;
}

function spanOf(span: otel.Span, storage: AsyncLocalStorage<otel.Span>): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  const sampled = (traceFlags & otel.TraceFlags.SAMPLED) !== 0;
  return {
    traceId,
    traceparent: `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`,
    sampled,
    run: (action) => storage.run(span, action),
    end({ name, attributes = {}, errorType } = {}) {
      if (name) span.updateName(name);
      span.setAttributes(attributes);
      if (errorType) {
        span.setAttribute('error.type', errorType);
        span.setStatus({ code: otel.SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}

/**
 * Logs the SDK's warnings about settings while `create` runs. Not longer: the SDK would log each batch that is dropped
 * while the collector is down, which OutageReportingExporter logs once.
 */
function withWarnings<T>(log: TracingLog, create: () => T): T {
  const warn = (reason: string) => log.warn({ reason }, 'a setting of tracing is ignored');
  const silent = () => {};
  otel.diag.setLogger(
    { error: warn, warn, info: silent, debug: silent, verbose: silent },
    { logLevel: otel.DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  try {
    return create();
  } finally {
    otel.diag.disable();
  }
}
