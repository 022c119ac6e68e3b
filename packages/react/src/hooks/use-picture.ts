import type { Client, Conversation, Target, User } from '@palaver/sdk';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from './provider.js';

export type Pictured = Conversation['peer'] | User;

/** Pictures of people without a conversation here, for as long as the page lives. The eldest go first. */
const mostKept = 200;
const kept = new Map<string, Promise<string | undefined>>();

function addressOf(client: Client, user: User, mediaId: string): Promise<string | undefined> {
  const known = kept.get(mediaId);
  if (known) return known;
  const address = client.users.avatar(user).then((blob) => blob && URL.createObjectURL(blob));
  kept.set(mediaId, address);
  // Asked again by whoever shows it next.
  address.catch(() => kept.delete(mediaId));
  const [eldest] = kept;
  if (kept.size > mostKept && eldest) {
    kept.delete(eldest[0]);
    void eldest[1].then((url) => url && URL.revokeObjectURL(url));
  }
  return address;
}

/** Chatrooms have no pictures. */
function targetOf(of: Pictured | undefined): Target | undefined {
  if (!of) return undefined;
  if ('username' in of) return { user: of.username, appKey: of.appKey };
  return 'owner' in of ? { group: of.id } : undefined;
}

/** Under which address a person's or a group's picture shows: the one that is kept with the conversation, else the server's. [S13] */
export function usePicture(of: Pictured | undefined): string | undefined {
  const client = useClient();
  const { conversations } = client;
  const target = targetOf(of);
  const find = () => target && conversations.peek(target);
  const stored = useSyncExternalStore(
    conversations.subscribe,
    () => find()?.avatarUrl,
    () => undefined,
  );
  const [fetched, setFetched] = useState<{ mediaId: string; url: string | undefined }>();
  const mediaId = of && 'avatarMediaId' in of ? of.avatarMediaId : undefined;
  const isMissing = stored === undefined && mediaId !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture is known by its id.
  useEffect(() => {
    if (!isMissing || !of) return;
    let isCurrent = true;
    const conversation = find();
    // Kept with the conversation, it is told by the list. Without a connection there is the first letter.
    if (conversation) conversation.avatar().catch(() => undefined);
    else if ('username' in of)
      addressOf(client, of, mediaId).then(
        (url) => isCurrent && setFetched({ mediaId, url }),
        () => undefined,
      );
    return () => {
      isCurrent = false;
    };
  }, [client, isMissing, mediaId]);
  return stored ?? (fetched?.mediaId === mediaId ? fetched?.url : undefined);
}
