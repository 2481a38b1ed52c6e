import type { MiddlewareHandler } from 'hono';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus reads: the process's own figures and how long API requests took, by route and status. */
export function openMetrics(): { measure: MiddlewareHandler; text(): Promise<string>; contentType: string } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'sokoguru_api_request_seconds',
    help: 'Seconds from request to answer, by method and status',
    labelNames: ['method', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    async measure(c, next) {
      const stop = duration.startTimer();
      await next();
      stop({ method: c.req.method, status: String(c.res.status) });
    },
  };
}
