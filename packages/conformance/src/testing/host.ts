import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createLine } from '../node/line.js';
import type { Line } from '../world/line.js';
import { serve } from './served.js';

// Runs beside a browser, which can neither start a server nor cut a network: prints one line of JSON that says where all is.
const [origin = ''] = process.argv.slice(2);
const { server, ...served } = await serve('memory', [origin]);
const lines: Line[] = [];

const control = createServer((request, response) => {
  const [, verb, at] = (request.url ?? '').split('/');
  void (async () => {
    const line = lines[Number(at)];
    if (verb === 'open') lines.push(await createLine(server.url));
    else if (verb === 'cut') await line?.cut();
    else if (verb === 'mend') await line?.mend();
    else if (verb === 'close') await line?.close();
    if (verb === 'call') {
      const { url, ...asked } = JSON.parse(await text(request)) as { url: string; method: string };
      const answer = await fetch(url, asked);
      const type = answer.headers.get('content-type') ?? 'text/plain';
      response.writeHead(answer.status, { 'access-control-allow-origin': '*', 'content-type': type });
      response.end(await answer.text());
      return;
    }
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'application/json' });
    response.end(JSON.stringify({ at: lines.length - 1, url: lines.at(-1)?.url }));
  })();
});
control.listen(0, '127.0.0.1', () => {
  const { port } = control.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ...served, control: `http://127.0.0.1:${port}` })}\n`);
});
