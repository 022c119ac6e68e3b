// Compiled, never run: the public contract used as an outsider uses it.
import { content, createClient, ImError, type Message, memoryStore } from '@palaver/sdk';

declare module '@palaver/sdk' {
  interface Register {
    custom: { order: { id: string; cents: number } };
    extras: { orderId?: string };
  }
}

export async function usage(): Promise<void> {
  const client = createClient({ url: 'http://localhost:8080', store: memoryStore() });
  const me = await client.login({ username: 'alice', password: 'secret' });
  me.displayName satisfies string;
  const bob = await client.conversations.open({ user: 'bob' });
  const handle = bob.send('hello', { needReadReceipt: true, extras: { orderId: 'x' } });
  const sent: Message = await handle;
  const off = client.on('message.new', ({ message }) => {
    if (message.content.type === 'custom' && message.content.kind === 'order') message.content.data.cents.toFixed();
  });
  off();
  for await (const { message } of client.events('message.new', { conversation: bob })) {
    if (message.content.type === 'text') message.content.text.length satisfies number;
    break;
  }
  bob.send(content.custom('order', { id: '1', cents: 2 }));
  // @ts-expect-error wrong payload
  bob.send(content.custom('order', { q: 'no' }));
  // @ts-expect-error unknown event
  client.on('message.neww', () => {});
  try {
    await sent.markRead();
  } catch (error) {
    if (ImError.is(error, 'NOT_FOUND')) error.disposition satisfies string;
  }
  client.addDelegate(
    {
      onReceiveMessage(message, error) {
        message.content satisfies object;
        error?.code satisfies string | undefined;
      },
    },
    bob,
  );
  await bob.sendCommand({ typing: true });
  // @ts-expect-error neither text nor object
  await client.sendDeviceCommand('all', 5);
  const draft = await bob.createMessage(content.image(new Uint8Array([1])));
  await bob.send(draft);
}
