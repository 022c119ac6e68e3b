import type { Client, Conversation, User } from '@palaver/sdk';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useClient } from './provider.js';
import { typingCommand, typingGate } from './typing-gate.js';
import { createTypists, type Typists } from './typists.js';

const listeners = new WeakMap<Client, Typists>();

function typistsOf(client: Client): Typists {
  const known = listeners.get(client) ?? createTypists(client);
  listeners.set(client, known);
  return known;
}

const nobody: readonly User[] = [];

/** Who writes in a conversation just now. It was told by a command, which nobody stores; it ends by itself after some seconds. */
export function useTyping({ id, target }: Pick<Conversation, 'id' | 'target'>): readonly User[] {
  const typists = typistsOf(useClient());
  const isRoom = 'chatroom' in target;
  return useSyncExternalStore(
    typists.subscribe,
    () => (isRoom ? nobody : typists.of(id)),
    () => nobody,
  );
}

/** Tells the others that one writes: call it at every key. It says so seldom, to people and small groups, and only while somebody is there. */
export function useTellTyping(conversation: Conversation): () => void {
  const latest = useRef(conversation);
  useEffect(() => {
    latest.current = conversation;
  });
  const gate = useRef(typingGate());
  const tell = useRef(() => {
    const { peer, target } = latest.current;
    const size = 'memberCount' in peer ? peer.memberCount : 2;
    if ('chatroom' in target || !gate.current.opens(Date.now(), size)) return;
    latest.current.sendCommand(typingCommand).catch(() => gate.current.refused(Date.now()));
  });
  return tell.current;
}
