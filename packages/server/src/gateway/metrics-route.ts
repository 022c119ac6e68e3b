import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import type { HttpBindings } from '@hono/node-server';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { refusal } from '@palaver/protocol';
import type { Config } from '../config.js';
import { metricText } from '../metrics/text.js';
import { isLoopback } from './client-address.js';
import { problem, problems } from './problem.js';

export interface MetricsDeps {
  readonly config: Pick<Config, 'metrics' | 'data'>;
  readonly version: string;
  /** What the core says of itself. */
  readonly metrics: () => string[];
}

/**
 * Figures for Prometheus. They name nobody, and are given to this machine alone unless the configuration says otherwise:
 * what a proxy hands on comes from somewhere else, wherever the proxy stands.
 */
export function metricsRoute(app: OpenAPIHono, { config, version, metrics }: MetricsDeps): void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  if (config.metrics !== 'off') delay.enable();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/metrics',
      tags: ['Server'],
      summary: 'Figures for Prometheus; from this machine alone unless the configuration says otherwise',
      responses: {
        200: { description: 'The figures', content: { 'text/plain': { schema: z.string() } } },
        ...problems('NOT_FOUND'),
      },
    }),
    (context) => {
      const { incoming } = context.env as HttpBindings;
      const isFromHere =
        isLoopback(incoming.socket.remoteAddress) &&
        !incoming.headers['x-forwarded-for'] &&
        !incoming.headers.forwarded;
      if (config.metrics === 'off' || (config.metrics === 'loopback' && !isFromHere))
        return problem(refusal('NOT_FOUND', 'There is no such address.')) as never;
      const text = [...metrics(), ...processMetrics(version, delay), ...diskMetrics(config.data)].join('\n');
      delay.reset();
      return context.body(`${text}\n`, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }) as never;
    },
  );
}

const gauge = (name: string, help: string, value: number) =>
  metricText({ name, help, type: 'gauge', values: [{ value }] });

/** Room is what an operator must never run out of. */
function diskMetrics(data: string): string[] {
  if (data === 'memory') return [];
  const { bavail, bsize } = statfsSync(data);
  const sizeOf = (name: string) => statSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0;
  return [
    gauge('palaver_disk_free_bytes', 'Room on the disk of the data', bavail * bsize),
    gauge('palaver_database_bytes', 'The store, without media', sizeOf('palaver.db') + sizeOf('palaver.db-wal')),
  ];
}

/** Of the process; the delay of its event loop since it was asked for the last time. */
function processMetrics(version: string, delay: IntervalHistogram): string[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
  return [
    metricText({
      name: 'palaver_build_info',
      help: 'Versions',
      type: 'gauge',
      values: [{ labels: { version, node: process.versions.node }, value: 1 }],
    }),
    gauge('process_resident_memory_bytes', 'Memory of the process', rss),
    gauge('palaver_heap_used_bytes', 'Memory that JavaScript uses', heapUsed),
    gauge('palaver_uptime_seconds', 'Since the process began', process.uptime()),
    metricText({
      name: 'process_cpu_seconds_total',
      help: 'Processor time of all threads',
      type: 'counter',
      values: [{ value: (user + system) / 1e6 }],
    }),
    metricText({
      name: 'palaver_event_loop_delay_seconds',
      help: 'How late timers came since the last time this was asked',
      type: 'gauge',
      values: [50, 99, 100].map((percentile) => ({
        labels: { quantile: String(percentile / 100) },
        value: seconds(percentile === 100 ? delay.max : delay.percentile(percentile)),
      })),
    }),
  ];
}
