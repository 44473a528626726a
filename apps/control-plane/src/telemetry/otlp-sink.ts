import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import type { TelemetrySettings } from '../config/telemetry.ts';
import { makeSampler } from './sampler.ts';
import type { SpanSink } from './span-sink.ts';
import type { SpanPlan } from './turn-spans.ts';

const CLOSE_MS = 3_000;
const MAX_CONTENT = 64_000;

/** Sends spans to a collector in batches. Spans that cannot be sent in time are dropped with a log line. */
export function openOtlpSink(
  settings: TelemetrySettings,
  { version, instanceId, log }: { version: string; instanceId: string; log: Logger },
): SpanSink {
  const exporter = new OTLPTraceExporter({ url: settings.url, headers: settings.headers, timeoutMillis: 5_000 });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.version': version,
      'service.instance.id': instanceId,
      ...settings.resource,
      'service.name': settings.serviceName,
    }),
    sampler: makeSampler(settings.sampler),
    spanLimits: { attributeValueLengthLimit: MAX_CONTENT },
    spanProcessors: [new BatchSpanProcessor({ exporter: withLog(exporter, log), scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer('everruns', version);
  return {
    record({ turn, children }, traceparent) {
      const context = addSpan(tracer, turn, toParent(traceparent));
      for (const child of children) addSpan(tracer, child, context);
    },
    async close() {
      // The exporter has logged what could not be sent, which is no reason for the process to fail.
      const sent = provider.shutdown().catch(() => undefined);
      await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    },
  };
}

/** An unreachable collector is logged once, until it answers again. The line contains neither its address nor its headers. */
function withLog(exporter: SpanExporter, log: Logger): SpanExporter {
  let isAway = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const isLost = result.error !== undefined;
        if (isLost && !isAway) log.warn({ spans: spans.length }, 'Traces could not be sent and were dropped.');
        isAway = isLost;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

function addSpan(tracer: Tracer, plan: SpanPlan, parent: Context): Context {
  const kind = plan.kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL;
  const span = tracer.startSpan(plan.name, { kind, startTime: plan.startMs, attributes: plan.attributes }, parent);
  if (plan.isError) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(plan.endMs);
  return trace.setSpan(parent, span);
}

/** `00-<trace>-<span>-<flags>`, which was checked before. */
function toParent(traceparent: string | null): Context {
  const [, traceId, spanId, flags] = traceparent?.split('-') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  });
}
