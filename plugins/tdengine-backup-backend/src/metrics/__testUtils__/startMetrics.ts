import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

/** Reads when it is asked to. */
class ManualReader extends MetricReader {
  protected async onShutdown() {}
  protected async onForceFlush() {}
}

/** What measures in a portal that has OpenTelemetry, and what Prometheus would be told. */
export function startMetrics(): {
  metrics: MetricsService;
  /** The lines of a scrape that have a value, without what names the library. */
  scrape(): Promise<string[]>;
} {
  const reader = new ManualReader();
  const provider = new MeterProvider({ readers: [reader] });
  const serializer = new PrometheusSerializer();
  return {
    metrics: provider.getMeter('backstage-plugin-tdengine-backup'),
    async scrape() {
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) {
        throw errors[0];
      }
      return serializer
        .serialize(resourceMetrics)
        .split('\n')
        .filter(line => line.startsWith('tdengine_backup_'))
        .map(line =>
          line
            .replace(/,?otel_scope_\w+="[^"]*"/g, '')
            .replace('{,', '{')
            .replace('{}', ''),
        );
    },
  };
}
