import { content } from '../../content.js';
import { createClient } from '../../create-client.js';
import type {} from './globals.js';

globalThis.client = createClient({ url: new URLSearchParams(location.search).get('server') ?? '' });
globalThis.make = content;
globalThis.heardHere = [];
for (const type of ['message.new', 'message.sent'] as const) {
  client.on(type, ({ message }) => {
    if (message.content.type === 'text') heardHere.push(`${type} ${message.content.text}`);
  });
}
client.on('session.ended', ({ reason }) => heardHere.push(`ended ${reason}`));
