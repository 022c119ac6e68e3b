import type { Counts } from './counts.js';
import { histogramText, type Metric, metricText } from './text.js';

/** How much there is of everything now. */
export interface Gauges {
  readonly connections: number;
  readonly sessions: number;
  readonly transfers: number;
  /** What waits, by where. */
  readonly queues: Readonly<Record<string, number>>;
  /** Bytes that connections have not taken yet. */
  readonly unsentBytes: number;
}

/** What the core knows of itself; nothing in it names anybody. */
export function coreMetrics(counts: Counts, gauges: Gauges): string[] {
  const one = (type: Metric['type'], name: string, help: string, value: number) =>
    metricText({ name: `palaver_${name}`, help, type, values: [{ value }] });
  const each = (type: Metric['type'], name: string, help: string, label: string, values: Iterable<[string, number]>) =>
    metricText({
      name: `palaver_${name}`,
      help,
      type,
      values: Array.from(values, ([key, value]) => ({ labels: { [label]: key }, value })),
    });
  return [
    one('gauge', 'connections', 'Open WebSocket connections', gauges.connections),
    one('gauge', 'sessions', 'Connections that have logged in', gauges.sessions),
    one('gauge', 'media_transfers', 'Uploads and downloads under way', gauges.transfers),
    each('gauge', 'queue_depth', 'What waits, by where', 'queue', Object.entries(gauges.queues)),
    one('gauge', 'unsent_bytes', 'Bytes that connections have not taken yet', gauges.unsentBytes),
    one('counter', 'messages_total', 'Messages that took a place in a log', counts.messages),
    one('counter', 'pushes_total', 'Frames pushed to connections, such as one entry to each reader', counts.pushes),
    one('counter', 'expired_entries_total', 'Entries that retention deleted', counts.expired),
    one('counter', 'commits_total', 'Batches that were flushed', counts.commits),
    one('counter', 'operations_total', 'Operations in those batches', counts.operations),
    histogramText(
      'palaver_flush_seconds',
      'From handing a batch to the store until it was flushed to the disk',
      counts.flushes,
    ),
    each('counter', 'media_bytes_total', 'Bytes of media', 'direction', Object.entries(counts.media)),
    each('counter', 'requests_total', 'Requests over WebSockets', 'operation', counts.requests),
    each('counter', 'refused_total', 'Requests that were refused', 'code', counts.refused),
    each('counter', 'connections_closed_total', 'Connections that ended, by why', 'reason', counts.closed),
    each('counter', 'http_responses_total', 'Answers over HTTP', 'status', counts.answers),
  ];
}
