import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createClient } from '@palaver/sdk';
import { renderToPipeableStream } from 'react-dom/server';
import { Page, type PageData } from './Page.js';
import { createTokens } from './tokens.js';

const chat = process.env['PALAVER_URL'] ?? 'http://localhost:8800';
const port = Number(process.env['PORT'] ?? 3000);
const tokenFor = createTokens(chat, process.env['PALAVER_SECRET'] ?? '');
/** One for all pages: nobody ever logs in with it. */
const client = createClient({ url: chat });

const files: Readonly<Record<string, string>> = { '/client.js': 'text/javascript', '/client.css': 'text/css' };

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const customer = customerOf(request);
  if (pathname === '/') return page(request, response, customer);
  if (pathname === '/enter') {
    // Stands for a shop's own way of logging in.
    const cookie = `customer=${encodeURIComponent(searchParams.get('as') ?? '')}; HttpOnly; SameSite=Lax`;
    return response.writeHead(303, { location: '/', 'set-cookie': cookie }).end();
  }
  if (pathname === '/chat-token') {
    if (customer === undefined) return response.writeHead(401).end();
    return response.end(await tokenFor(customer));
  }
  const type = files[pathname] ?? (/^\/assets\/[\w-]+\.js$/.test(pathname) ? 'text/javascript' : undefined);
  if (type === undefined) return response.writeHead(404).end();
  const file = await readFile(new URL(`../client${pathname}`, import.meta.url));
  return response.writeHead(200, { 'content-type': type }).end(file);
}

function customerOf({ headers }: IncomingMessage): string | undefined {
  const [, name] = /(?:^|; )customer=([^;]+)/.exec(headers.cookie ?? '') ?? [];
  return name === undefined ? undefined : decodeURIComponent(name);
}

function page({ headers }: IncomingMessage, response: ServerResponse, customer: string | undefined): void {
  const language = headers['accept-language']?.startsWith('zh') ? 'zh' : 'en';
  const data: PageData = { chat, language, ...(customer !== undefined && { customer }) };
  const { pipe } = renderToPipeableStream(<Page data={data} client={client} />, {
    bootstrapModules: ['/client.js'],
    onShellReady() {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      pipe(response);
    },
    onError: (error) => console.error(error),
  });
}

server.listen(port, () => {
  const address = server.address();
  console.log(`http://localhost:${typeof address === 'object' && address ? address.port : port}`);
});
