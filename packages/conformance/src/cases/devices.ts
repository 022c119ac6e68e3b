import type { Platform } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { equal } from '../check.js';
import { loginFrame } from '../world/raw-device.js';
import { until } from '../world/until.js';

export const devices: Theme = {
  name: 'devices',
  cases: [
    play('O5', 'mobile, desktop, web and node are online at the same time', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const others = await Promise.all(
        (['ios', 'windows', 'node'] as Platform[]).map((platform) => world.device(bert, { platform })),
      );
      await anna.send(bert, 'to all of them');
      await Promise.all([bert, ...others].map((device) => device.reads('to all of them')));
    }),
    play('O5 P10', 'within a class the newer login ends the older, with a reason', async (world) => {
      const person = await world.person('anna');
      for (const [older, newer] of [
        ['ios', 'android'],
        ['android', 'wx'],
        ['windows', 'linux'],
        ['macos', 'windows'],
        ['web', 'web'],
        ['node', 'node'],
      ] as const) {
        const first = await world.device(person, { platform: older });
        const second = await world.device(person, { platform: newer });
        const { reason } = await first.hears('session.ended');
        equal(
          [reason, first.client.status.get(), second.client.status.get()],
          ['other_device', 'kicked', 'online'],
          `${older}, then ${newer}`,
        );
      }
    }),
    play('O5', 'an ended session reopens nothing, and a new login goes on', async (world) => {
      const person = await world.person('anna');
      const first = await world.device(person, { platform: 'ios' });
      await world.device(person, { platform: 'android' });
      await first.hears('session.ended');
      await first.stop();
      equal((await first.resume())?.username, undefined, 'who goes on after a restart');
      await first.login();
      equal(first.client.status.get(), 'online', 'after a new login');
    }),
    play('O5', 'ended while away: told with the reason when it comes back', async (world) => {
      const person = await world.person('anna');
      const first = await world.device(person, { platform: 'ios' });
      await first.stop();
      await world.device(person, { platform: 'android' });
      await first.start();
      equal((await first.hears('session.ended')).reason, 'other_device', 'the reason');
      await until('kicked', () => first.client.status.get() === 'kicked');
    }),
    play('O5', 'reopening a session ends no other', async (world) => {
      const { anna } = await world.cast('anna');
      const phone = await world.device(anna, { platform: 'ios' });
      await anna.restart();
      await phone.restart();
      equal([anna.client.status.get(), phone.client.status.get()], ['online', 'online'], 'both');
    }),
    play('P11 O5', 'a session has one connection: the newer closes the older', async (world) => {
      const person = await world.person('anna');
      const first = await world.raw();
      const { token } = await first.login(person);
      const second = await world.raw();
      await second.ok('login', loginFrame(person, { credentials: { kind: 'session', token } }));
      equal(await first.closed(), 4009, 'the close code of the older');
    }),
    play('P9 P10', 'the token of an ended session is UNAUTHENTICATED, with the reason', async (world) => {
      const person = await world.person('anna');
      const first = await world.raw();
      const { token } = await first.login(person);
      const second = await world.raw();
      await second.login(person);
      equal((await first.pushed('ended')).reason, 'other_device', 'the push');
      equal(await first.closed(), 4002, 'the close code');
      const third = await world.raw();
      const answer = await third.request('login', loginFrame(person, { credentials: { kind: 'session', token } }));
      equal([answer.code, answer.ended], ['UNAUTHENTICATED', 'other_device'], 'the refusal');
    }),
    play('P9', 'after logout the token reopens nothing; tampered tokens neither', async (world) => {
      const person = await world.person('anna');
      const first = await world.raw();
      const { token = '' } = await first.login(person);
      const login = async (given: string) =>
        (
          await (
            await world.raw()
          ).request('login', loginFrame(person, { credentials: { kind: 'session', token: given } }))
        ).code;
      equal(
        await login(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`),
        'UNAUTHENTICATED',
        'a tampered one',
      );
      equal(await login(''), 'UNAUTHENTICATED', 'an empty one');
      await first.ok('logout');
      equal(await login(token), 'UNAUTHENTICATED', 'after logout');
    }),
    play(
      'O5 D13',
      'positions, settings and list are equal on all devices, also on one that comes later',
      async (world) => {
        const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
        await bert.send(anna, 'one');
        await clara.send(anna, 'two');
        await until('both are there', () => anna.client.unreadCount.get() === 2);
        await anna.with(bert).clearUnread();
        await anna.with(clara).setMuted(true);
        await anna.with(bert).setPinned(true);
        await anna.client.synced();
        const late = await world.device(anna, { platform: 'windows' });
        const seen = () =>
          late.client.conversations
            .get()
            .map(({ title, unreadCount, muted, pinned }) => [title, unreadCount, muted, pinned]);
        await until(
          'the late one agrees',
          () => late.with(bert).pinned && late.with(clara).muted && late.with(bert).unreadCount === 0,
        );
        equal(
          seen(),
          [
            [bert.username, 0, false, true],
            [clara.username, 1, true, false],
          ],
          'the list',
        );
        equal(late.client.unreadCount.get(), 0, 'the total');
      },
    ),
  ],
};
