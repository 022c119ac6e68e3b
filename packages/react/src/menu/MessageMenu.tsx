import type { Message } from '@palaver/sdk';
import { Copy, Forward, MailCheck, Reply, Trash2, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useLimits } from '../hooks/use-limits.js';
import type { MessageActions } from '../hooks/use-message-actions.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { copyText } from './copy-text.js';
import { Menu, type MenuItem } from './Menu.js';
import type { Box } from './place-menu.js';
import { retractLeft } from './retract-left.js';
import { useNow } from './use-now.js';

/** What a message's menu opens elsewhere: an item stands in it where somebody does it. */
export interface MessageWishes {
  readonly onReply?: ((message: Message) => void) | undefined;
  readonly onForward?: ((message: Message) => void) | undefined;
  /** Who has read an own message that asked. */
  readonly onShowReaders?: ((message: Message) => void) | undefined;
}

export interface MessageMenuProps extends MessageWishes {
  readonly message: Message;
  readonly beside: Box;
  readonly actions: MessageActions;
  readonly onClose: () => void;
  /** A deed was refused. */
  readonly onTrouble: (error: unknown) => void;
}

/** What one can do with a message. */
export function MessageMenu({ message, beside, actions, onClose, onTrouble, ...wishes }: MessageMenuProps) {
  const { menu } = useTexts();
  const { duration } = useFormat();
  const left = retractLeft(message, useNow(), useLimits().retractMs);
  const [isSure, setIsSure] = useState(true);
  const { content, seq, unreadReceipts, status } = message;
  const isInLog = seq !== undefined && (status === 'sent' || status === 'received');
  const canForward = isInLog && content.type !== 'unknown' && !('chatroom' in message.target);
  const items: (MenuItem | false)[] = [
    isInLog && item('reply', <Reply />, menu.reply, wishes.onReply),
    content.type === 'text' && {
      key: 'copy',
      icon: <Copy />,
      label: menu.copy,
      onChoose: () => void copyText(content.text).catch(onTrouble),
    },
    canForward && item('forward', <Forward />, menu.forward, wishes.onForward),
    unreadReceipts !== undefined && item('readers', <MailCheck />, menu.readers, wishes.onShowReaders),
    left > 0 && {
      key: 'retract',
      icon: <Undo2 />,
      label: menu.retract,
      note: duration(left),
      onChoose: () => void message.retract().catch(onTrouble),
    },
    {
      key: 'remove',
      icon: <Trash2 />,
      label: menu.remove,
      isDanger: true,
      staysOpen: true,
      onChoose: () => setIsSure(false),
    },
  ];
  function item(key: string, icon: MenuItem['icon'], label: string, onChoose?: (message: Message) => void) {
    return onChoose !== undefined && { key, icon, label, onChoose: () => onChoose(message) };
  }
  /** What cannot be undone asks once more, in its own place; the harmless answer comes first. */
  const question: MenuItem[] = [
    { key: 'keep', icon: <X />, label: menu.keep, onChoose: () => undefined },
    {
      key: 'sure',
      icon: <Trash2 />,
      label: menu.removeSure,
      isDanger: true,
      onChoose: () => void actions.remove(message).catch(onTrouble),
    },
  ];
  const shown = isSure ? items.filter((one) => one !== false) : question;
  return <Menu label={isSure ? menu.label : menu.removeQuestion} items={shown} beside={beside} onClose={onClose} />;
}
