import { seededRandom } from '@palaver/protocol';
import { createMemoryStore, type MemoryStore } from '../../store/memory/memory-store.js';
import { type Actor, Stage, to } from '../stage.js';

/** Who asks: of another application; never a member; no more; a member and nothing else; blocked by the owner; silenced; and, to compare with, the owner. */
export const roles = ['foreign', 'stranger', 'removed', 'member', 'blocked', 'silenced', 'owner'] as const;
export type Role = (typeof roles)[number];

/** What a frame may name. */
export interface Names {
  readonly owner: string;
  readonly peer: string;
  readonly deputy: string;
  readonly stranger: string;
  /** A group, as an id and as a conversation's number. */
  readonly group: string;
  readonly groupLog: number;
  readonly room: string;
  /** The conversation of owner and peer. */
  readonly privateLog: number;
  /** Messages of the owner: said to the group before and after somebody was removed, and to the peer. */
  readonly before: string;
  readonly after: string;
  readonly said: string;
  readonly places: { readonly before: number; readonly after: number; readonly plain: number; readonly said: number };
  /** The owner's device and picture. */
  readonly device: string;
  readonly picture: string;
}

/** Names of what is nowhere. */
export const nothing: Names = {
  owner: 'nobody-1',
  peer: 'nobody-2',
  deputy: 'nobody-3',
  stranger: 'nobody-4',
  group: '990001',
  groupLog: 990_001,
  room: '990002',
  privateLog: 990_003,
  before: 'no-message-000001',
  after: 'no-message-000002',
  said: 'no-message-000003',
  places: { before: 1, after: 2, plain: 3, said: 1 },
  device: 'no-device',
  picture: 'no-picture-0000001',
};

export interface Garden {
  readonly stage: Stage;
  readonly cast: Record<Role | 'peer' | 'deputy', Actor>;
  readonly names: Names;
  /** All that is kept, but for numbers that were taken and given to nothing. */
  dump(): object;
  /** How much everybody but one has been told. */
  toldOthers(asker: Actor): number;
}

/** Texts that only some may read: said to the group when one had been removed, and between two. */
export const secrets = { after: 'a secret after the removal', said: 'a secret of two' };

const ref = (username: string) => ({ username });

/** An application with a group, a conversation of two and a chatroom, and everybody who might ask for them. */
export async function garden(): Promise<Garden> {
  let store = undefined as unknown as MemoryStore;
  const stage = new Stage((clock) => {
    store = createMemoryStore({ clock, flushMs: () => 2, random: seededRandom(1) });
    return store;
  });
  const inside = ['owner', 'stranger', 'removed', 'member', 'blocked', 'silenced', 'peer', 'deputy'] as const;
  const cast = await stage.cast(...inside);
  await stage.application('other');
  await stage.user('foreign', 'other');
  const foreign = await stage.device('foreign', 'web', 'other');
  const { owner } = cast;
  const members = ['removed', 'member', 'blocked', 'silenced', 'peer', 'deputy'].map(ref);
  const { group } = await owner.ask('groups.create', { name: 'Garden', members });
  const { id } = group as { id: string };
  const before = await owner.say({ group: id }, 'before', 'message-before-01', { needReadReceipt: true });
  await owner.ask('groups.remove_members', { id, members: [ref('removed')] });
  await owner.ask('groups.set_role', { id, member: ref('deputy'), role: 'admin' });
  await owner.ask('groups.silence', { id, member: ref('silenced'), until: stage.clock.now() + 3_600_000 });
  await owner.ask('users.block', { user: ref('blocked') });
  const after = await owner.say({ group: id }, secrets.after, 'message-after-001', { needReadReceipt: true });
  const plain = await owner.say({ group: id }, 'plain', 'message-plain-001');
  const said = await owner.say(to('peer'), secrets.said, 'message-said-0001', { needReadReceipt: true });
  const room = await stage.run(stage.core.admin.createRoom({ appKey: 'default', name: 'Lobby' }));
  if (!room.ok) throw new Error(room.error.code);
  const [row] = await stage.run(stage.store.usersOf(1, 0, 1));
  const picture = { id: 'picture-of-owner-1', application: 1, uploader: row?.id ?? 0, mime: 'image/png', bytes: 9 };
  await stage.run(
    stage.store.createMedia({ ...picture, kind: 'avatar', state: 'complete', sha256: 'a'.repeat(64), createdAt: 1 }),
  );
  const { devices } = await owner.ask('devices.list');
  await stage.pass(6_000);
  const everybody: Garden['cast'] = { ...cast, foreign };
  return {
    stage,
    cast: everybody,
    names: {
      ...{ owner: 'owner', peer: 'peer', deputy: 'deputy', stranger: 'stranger' },
      ...{ group: id, groupLog: Number(id), room: room.value.id, privateLog: said['c'] as number },
      ...{ before: 'message-before-01', after: 'message-after-001', said: 'message-said-0001' },
      places: {
        before: before['seq'] as number,
        after: after['seq'] as number,
        plain: plain['seq'] as number,
        said: said['seq'] as number,
      },
      device: (devices as { id: string }[])[0]?.id ?? '',
      picture: picture.id,
    },
    dump: () => ({ ...store.snapshot().data, lastConversation: 0 }),
    toldOthers: (asker) =>
      Object.values(everybody).reduce((sum, actor) => sum + (actor === asker ? 0 : actor.frames.length), 0),
  };
}
