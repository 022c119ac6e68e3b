import { Avatar, avatarSeed, describeError, useReceipts } from '@palaver/react';
import type { Message, User } from '@palaver/sdk';
import { useAppTexts } from '../texts/provider.js';
import { Dialog } from './Dialog.js';

/** Who has read a message, and who has not. */
export function ReadersDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { readers: say, parts } = useAppTexts();
  const receipts = useReceipts(message);
  return (
    <Dialog title={say.title} onClose={onClose}>
      {receipts.kind === 'asking' && <p className="hint">{say.asking}</p>}
      {receipts.kind === 'failed' && (
        <p className="error" role="alert">
          {describeError(receipts.error, parts)}
        </p>
      )}
      {receipts.kind === 'known' && (
        <div className="stack">
          <People title={say.read(receipts.read.length)} users={receipts.read} />
          <People title={say.unread(receipts.unread.length)} users={receipts.unread} />
        </div>
      )}
    </Dialog>
  );
}

function People({ title, users }: { title: string; users: readonly User[] }) {
  return (
    <section className="stack-tight" aria-label={title}>
      <h3 className="section-title">{title}</h3>
      <ul className="members">
        {users.map((user) => (
          <li key={avatarSeed(user)} className="person">
            <Avatar of={user} seed={avatarSeed(user)} name={user.displayName} size="s" />
            <p>
              <span dir="auto">{user.displayName}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
