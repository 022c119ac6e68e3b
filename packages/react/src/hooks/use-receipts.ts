import type { Message, User } from '@palaver/sdk';
import { useEffect, useState } from 'react';

export type ReceiptsView =
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly read: readonly User[]; readonly unread: readonly User[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Who has read an own message that asked, and who has not; asked anew when the count changes. [S43] */
export function useReceipts(message: Message): ReceiptsView {
  const [view, setView] = useState<ReceiptsView>({ kind: 'asking' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the message by its id; its count is a reason to ask again.
  useEffect(() => {
    let isCurrent = true;
    message.receipts().then(
      ({ read, unread }) => isCurrent && setView({ kind: 'known', read, unread }),
      (error: unknown) => isCurrent && setView({ kind: 'failed', error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [message.id, message.unreadReceipts]);
  return view;
}
