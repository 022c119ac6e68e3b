import { Chat, ConversationList, useLogin, useStatus, useUnreadCount } from '@palaver/react';
import type { Target } from '@palaver/sdk';
import { useState } from 'react';

const token = async () => (await fetch('/chat-token')).text();

/** A shop that one can talk with. Customers write to `support`; support answers whoever wrote. */
export function Shop({ customer }: { customer: string | undefined }) {
  const login = useLogin(customer === undefined ? undefined : { username: customer, token });
  const unread = useUnreadCount();
  const status = useStatus();
  const [target, setTarget] = useState<Target>({ user: 'support' });
  return (
    <>
      <main>
        <h1>Green tea, 100 g</h1>
        <p>Picked in April, in the hills above the lake.</p>
        {login.kind === 'failed' && (
          <button type="button" onClick={login.again}>
            The chat cannot be reached. Try again
          </button>
        )}
      </main>
      <aside data-status={status}>
        <h2>{unread > 0 ? `Messages (${unread})` : 'Messages'}</h2>
        <ConversationList onSelect={(conversation) => setTarget(conversation.target)} />
        <Chat with={target} />
      </aside>
    </>
  );
}
