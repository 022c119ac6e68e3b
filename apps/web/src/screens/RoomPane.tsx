import { Chat, describeError, type Jump, type Slots, useChatroom, useClient } from '@palaver/react';
import { type Conversation, ImError } from '@palaver/sdk';
import { ChevronLeft, DoorOpen } from 'lucide-react';
import { useLocation } from 'wouter';
import { useAppTexts } from '../texts/provider.js';

/** A chatroom, entered by being looked at and left by saying so. */
export function RoomPane({ id, jump }: { id: string; jump?: Jump | undefined }) {
  const { rooms, chats, parts } = useAppTexts();
  const state = useChatroom(id);
  switch (state.kind) {
    case 'opening':
      return null;
    case 'open':
      return <Chat conversation={state.conversation} slots={roomSlots} jump={jump} />;
    case 'failed':
      return (
        <div className="no-chat" role="alert">
          <p>
            <strong>{ImError.is(state.error, 'NOT_FOUND') ? rooms.notFound : describeError(state.error, parts)}</strong>
            <a href="#/">{chats.backToChats}</a>
          </p>
        </div>
      );
  }
}

const roomSlots: Slots = {
  header: ({ conversation }) => <RoomHeader room={conversation} />,
  empty: () => <QuietRoom />,
};

const QuietRoom = () => <p>{useAppTexts().rooms.empty}</p>;

function RoomHeader({ room: { title, target } }: { room: Conversation }) {
  const { rooms, chats } = useAppTexts();
  const client = useClient();
  const [, navigate] = useLocation();
  const leave = () => {
    navigate('/');
    if ('chatroom' in target) client.chatrooms.leave(target.chatroom).catch(() => undefined);
  };
  return (
    <header className="bar chat-bar">
      <a className="icon-button only-narrow" href="#/" aria-label={chats.back}>
        <ChevronLeft aria-hidden />
      </a>
      <p className="chat-title">
        <span>
          <strong dir="auto">{title}</strong>
          <small>{rooms.hint}</small>
        </span>
      </p>
      <button type="button" className="icon-button" aria-label={rooms.leave} title={rooms.leave} onClick={leave}>
        <DoorOpen aria-hidden />
      </button>
    </header>
  );
}
