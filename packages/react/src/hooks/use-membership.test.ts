import type { GroupEvent } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { fakeMessage, fakeUser } from '../testing/fake-client.js';
import { isStillMember } from './use-membership.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');
const log = (...events: GroupEvent[]) => events.map((event) => fakeMessage(bert, { type: 'event', event }));

describe('isStillMember', () => {
  it('ends with removal, leaving and dissolution', () => {
    expect(isStillMember(log({ kind: 'members_removed', actor: bert, members: [anna] }), anna)).toBe(false);
    expect(isStillMember(log({ kind: 'member_left', actor: anna }), anna)).toBe(false);
    expect(isStillMember(log({ kind: 'dissolved', actor: bert }), anna)).toBe(false);
  });

  it('is not touched by what happens to others', () => {
    expect(isStillMember(log({ kind: 'members_removed', actor: anna, members: [bert] }), anna)).toBe(true);
    expect(isStillMember(log({ kind: 'member_left', actor: bert }), anna)).toBe(true);
    expect(isStillMember([fakeMessage(bert, 'hello')], anna)).toBe(true);
  });

  it('begins again with being added', () => {
    const removed: GroupEvent = { kind: 'members_removed', actor: bert, members: [anna] };
    const added: GroupEvent = { kind: 'members_added', actor: bert, members: [anna] };
    expect(isStillMember(log(removed, added), anna)).toBe(true);
    expect(isStillMember(log(added, removed), anna)).toBe(false);
  });
});
