import { content } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { randomBytes, sha256 } from '../world/media.js';

export const forwarding: Theme = {
  name: 'forwarding',
  cases: [
    play('S40', 'a sent message goes on to another user, as a new message of mine', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const sent = await anna.send(bert, 'news', { extras: { n: 1 } });
      const again = await anna.client.forward(sent, clara.target);
      const seen = await clara.reads('news');
      equal([seen.from.username, seen.extras, seen.id], [anna.username, { n: 1 }, again.id], 'what Clara sees');
      equal(again.id === sent.id, false, 'it has the same id');
    }),
    play('S40', 'a received message goes on, to a group too, in my name', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(bert, clara);
      await anna.send(bert, content.location({ latitude: 1, longitude: 2, scale: 3, address: 'here' }));
      const { message } = await bert.hears('message.new', (event) => event.message.content.type === 'location');
      await bert.client.forward(message, { group: id });
      const seen = await clara.hears('message.new', (event) => event.message.content.type === 'location');
      equal([seen.message.content, seen.message.from.username], [message.content, bert.username], 'what Clara sees');
    }),
    play('S40 S28', 'options of its own', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const sent = await anna.send(bert, 'news', { unreadIncrement: 9 });
      await anna.client.forward(sent, clara.target, { unreadIncrement: 3 });
      await clara.reads('news');
      equal(clara.with(anna).unreadCount, 3, 'unread');
    }),
    play('S40', 'a draft, a failed message, a prompt and an event are INVALID, and nothing is sent', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      const draft = await (await anna.open(bert)).createMessage('not yet');
      await refused(() => anna.client.forward(draft, clara.target), 'INVALID');
      const [event] = await anna.record({ group: id });
      holds(event, 'the group has no event');
      await refused(() => anna.client.forward(event, clara.target), 'INVALID');
      await anna.client.groups.removeMembers(id, [bert.username]);
      const handle = bert.send({ group: id }, 'let me in');
      await refused(() => handle, 'NOT_MEMBER');
      const failed = await bert.with({ group: id }).messages.byId(handle.id);
      holds(failed, 'the failed message is gone');
      await refused(() => bert.client.forward(failed, clara.target), 'INVALID');
      const prompt = await (await anna.send(bert, 'gone')).retract();
      await refused(() => anna.client.forward(prompt, clara.target), 'INVALID');
      await Promise.all([anna, bert].map((device) => device.send(clara, `fence of ${device.username}`)));
      await Promise.all([anna, bert].map((device) => clara.reads(`fence of ${device.username}`)));
      equal(clara.news().length, 2, 'what came to Clara');
    }),
    play('S40 O2', 'not to a chatroom, not to oneself: INVALID; not to nobody: NOT_FOUND', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'news');
      await refused(() => anna.client.forward(sent, { chatroom: '1' }), 'INVALID');
      await refused(() => anna.client.forward(sent, anna.target), 'INVALID');
      await refused(() => anna.client.forward(sent, { user: world.name('nobody') }), 'NOT_FOUND');
    }),
    play('S40 D16', 'what was retracted after I read it cannot be forwarded from an old snapshot', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const sent = await anna.send(bert, 'I regret this');
      const old = await bert.reads('I regret this');
      await sent.retract();
      await bert.hears('message.retracted');
      await refused(() => bert.client.forward(old, clara.target), 'INVALID', 'NOT_FOUND', 'ALREADY_RETRACTED');
      await bert.send(clara, 'fence');
      await clara.reads('fence');
      equal(clara.news(), ['fence'], 'what came to Clara');
    }),
    play('S40', 'forwarding uploads nothing again: the same media', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const bytes = randomBytes(30_000);
      await anna.send(bert, content.file(bytes, { fileName: 'passed on' }));
      const { message } = await bert.hears('message.new');
      await bert.client.forward(message, clara.target);
      const { message: seen } = await clara.hears('message.new');
      equal(
        seen.content.type === 'file' && seen.content.media.mediaId,
        message.content.type === 'file' && message.content.media.mediaId,
        'the media id',
      );
      equal(await sha256(await seen.download()), await sha256(bytes), 'the bytes');
    }),
  ],
};
