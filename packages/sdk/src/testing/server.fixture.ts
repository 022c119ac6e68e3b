import { createServer } from '@palaver/server';

// A server in a process of its own, which tells its address once and its memory whenever it is asked.
const server = await createServer({ port: 0, data: process.argv[2] ?? 'memory' });
process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));
process.on('disconnect', () => void server.close());
process.send?.({ url: server.url });
