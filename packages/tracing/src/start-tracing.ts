import type { Tracing, TracingLog } from './tracing.ts';

/**
 * Starts tracing by OTLP/HTTP with the standard variables, when one of them names an endpoint; otherwise undefined, and
 * the SDK is not even loaded.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export async function startTracing(options: { serviceName: string; log: TracingLog }): Promise<Tracing | undefined> {
  if (!isWanted(process.env)) return undefined;
  const { createTracing } = await import('./otlp-tracing.ts');
  return createTracing(options);
}

function isWanted(variables: NodeJS.ProcessEnv): boolean {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = variables;
  return (
    Boolean(OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || OTEL_EXPORTER_OTLP_ENDPOINT) &&
    variables.OTEL_SDK_DISABLED?.toLowerCase() !== 'true' &&
    variables.OTEL_TRACES_EXPORTER !== 'none'
  );
}
