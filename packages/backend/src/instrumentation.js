// Loaded before everything else (`node --require`), so that meters that plugins ask for are real ones.
// Backstage measures by OpenTelemetry; this serves what it measures to Prometheus at http://localhost:$METRICS_PORT/metrics.
const { isMainThread } = require('node:worker_threads');
const { metrics } = require('@opentelemetry/api');
const { PrometheusExporter } = require('@opentelemetry/exporter-prometheus');
const { MeterProvider } = require('@opentelemetry/sdk-metrics');

// Threads that Node itself starts, such as the one of its module loader, load this too.
if (isMainThread && process.env.METRICS_PORT) {
  metrics.setGlobalMeterProvider(
    new MeterProvider({
      readers: [
        new PrometheusExporter({
          host: process.env.METRICS_HOST ?? '127.0.0.1',
          port: Number(process.env.METRICS_PORT),
        }),
      ],
    }),
  );
}
