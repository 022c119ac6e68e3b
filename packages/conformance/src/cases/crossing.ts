import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { textsOf } from '../world/device.js';
import { until } from '../world/until.js';

export const crossing: Theme = {
  name: 'applications that are open to each other',
  cases: [
    play(
      'O3 S1',
      'where both allow it, people of two applications chat',
      async (world) => {
        const { appKey } = await world.friends();
        const { anna } = await world.cast('anna');
        const fritz = await world.device(await world.person('fritz', { nickname: 'Fritz F.' }, appKey));
        const there = { user: fritz.username, appKey };
        const conversation = await anna.open(there);
        equal(
          [conversation.id, conversation.title],
          [`single_${appKey}_${fritz.username}`, 'Fritz F.'],
          'the conversation',
        );
        await conversation.send('over the fence');
        const seen = await fritz.reads('over the fence');
        equal([seen.from.username, seen.from.appKey], [anna.username, world.appKey], 'the sender');
        const back = { user: anna.username, appKey: world.appKey };
        equal(fritz.with(back).id, `single_${world.appKey}_${anna.username}`, 'the other side’s conversation');
        await fritz.send(back, 'and back');
        await anna.reads('and back');
        equal(await anna.texts(there), ['over the fence', 'and back'], 'the record');
      },
      'applications',
      'secret',
    ),
    play(
      'O3',
      'allowed by one side only, it stays closed',
      async (world) => {
        const { oneSided } = await world.friends();
        const { anna } = await world.cast('anna');
        const otto = await world.device(await world.person('otto', {}, oneSided));
        await refused(
          () => otto.send({ user: anna.username, appKey: world.appKey }, 'hello?'),
          'NOT_FOUND',
          'FORBIDDEN',
        );
        await refused(() => anna.open({ user: otto.username, appKey: oneSided }), 'NOT_FOUND', 'FORBIDDEN');
      },
      'applications',
      'secret',
    ),
    play(
      'S7 S3',
      'a conversation with a user of another application is found and removed by its appKey',
      async (world) => {
        const { appKey } = await world.friends();
        const { anna } = await world.cast('anna');
        const fritz = await world.device(await world.person('fritz', {}, appKey));
        const there = { user: fritz.username, appKey };
        await anna.send(there, 'hello');
        equal(anna.peek({ user: fritz.username })?.id, undefined, 'without the appKey');
        holds(anna.peek(there), 'it is not found with the appKey');
        equal(await anna.client.conversations.remove({ user: fritz.username }), false, 'removed without the appKey');
        equal(await anna.client.conversations.remove(there), true, 'removed with it');
        await fritz.send({ user: anna.username, appKey: world.appKey }, 'anew');
        await anna.reads('anew');
        equal(await anna.texts(there), ['anew'], 'the record');
      },
      'applications',
      'secret',
    ),
    play(
      'O3 O6',
      'a group has members of both',
      async (world) => {
        const { appKey } = await world.friends();
        const { anna, bert } = await world.cast('anna', 'bert');
        const fritz = await world.device(await world.person('fritz', {}, appKey));
        const { id } = await world.group(anna, bert);
        await anna.client.groups.addMembers(id, [{ username: fritz.username, appKey }]);
        await anna.send({ group: id }, 'to both');
        await Promise.all([bert.reads('to both'), fritz.reads('to both')]);
        await fritz.send({ group: id }, 'from the other side');
        equal((await bert.reads('from the other side')).from.appKey, appKey, 'the sender’s application');
        const members = await bert.client.groups.members(id);
        equal(
          members.map(({ user }) => user.appKey),
          [world.appKey, world.appKey, appKey],
          'the members’ applications',
        );
      },
      'applications',
      'secret',
    ),
    play(
      'O3 O7',
      'each side’s block list holds',
      async (world) => {
        const { appKey } = await world.friends();
        const { anna } = await world.cast('anna');
        const fritz = await world.device(await world.person('fritz', {}, appKey));
        const back = { user: anna.username, appKey: world.appKey };
        await anna.client.users.block({ username: fritz.username, appKey });
        await refused(() => fritz.send(back, 'hello?'), 'BLOCKED');
        equal(
          (await anna.client.users.blocked()).map((user) => [user.username, user.appKey]),
          [[fritz.username, appKey]],
          'the list',
        );
        await anna.client.users.unblock({ username: fritz.username, appKey });
        await fritz.send(back, 'friends');
        await anna.reads('friends');
      },
      'applications',
      'secret',
    ),
    play(
      'O3 S37 S41 S50',
      'receipts, retraction and commands work across',
      async (world) => {
        const { appKey } = await world.friends();
        const { anna } = await world.cast('anna');
        const fritz = await world.device(await world.person('fritz', {}, appKey));
        const there = { user: fritz.username, appKey };
        const sent = await anna.send(there, 'please confirm', { needReadReceipt: true });
        await (await fritz.reads('please confirm')).markRead();
        await until('told', async () => (await anna.with(there).messages.byId(sent.id))?.unreadReceipts === 0);
        equal(
          (await sent.receipts()).read.map((user) => [user.username, user.appKey]),
          [[fritz.username, appKey]],
          'who read it',
        );
        await anna.client.sendCommand(there, 'typing');
        equal((await fritz.hears('command')).from.appKey, world.appKey, 'the command’s sender');
        await sent.retract();
        await fritz.hears('message.retracted');
        equal(
          textsOf(await fritz.with({ user: anna.username, appKey: world.appKey }).messages.all()),
          ['(prompt)'],
          'the record',
        );
      },
      'applications',
      'secret',
    ),
  ],
};
