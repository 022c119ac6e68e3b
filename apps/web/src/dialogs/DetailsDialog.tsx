import { Avatar, avatarSeed, describeError, useAction } from '@palaver/react';
import type { Conversation, Group } from '@palaver/sdk';
import { BellOff, Pin, Trash2 } from 'lucide-react';
import { useRemoveChat } from '../shell/use-remove-chat.js';
import { useAppTexts } from '../texts/provider.js';
import { BlockSwitch } from './BlockSwitch.js';
import { ConfirmButton } from './ConfirmButton.js';
import { Dialog } from './Dialog.js';
import { GroupDetails } from './GroupDetails.js';
import { Switch } from './Switch.js';

export interface DetailsDialogProps {
  readonly conversation: Conversation;
  readonly isMember: boolean;
  readonly onClose: () => void;
}

/** About a chat: with whom, how it behaves here, and for a group who is in it. */
export function DetailsDialog({ conversation, isMember, onClose }: DetailsDialogProps) {
  const { details, parts } = useAppTexts();
  const remove = useRemoveChat();
  const { state, run } = useAction();
  const { title, type, peer, muted, pinned, target } = conversation;

  return (
    <Dialog title={details.title} onClose={onClose} isSheet>
      <div className="stack">
        <div className="details-head">
          <Avatar of={peer} seed={avatarSeed(peer)} name={title} isGroup={type === 'group'} size="l" />
          <p>
            <strong dir="auto">{title}</strong>
            {'username' in peer && peer.username !== title && <small>{peer.username}</small>}
            {'signature' in peer && peer.signature && <span dir="auto">{peer.signature}</span>}
            {isGroup(peer) && peer.description && <span dir="auto">{peer.description}</span>}
          </p>
        </div>
        <div className="lines">
          <Switch
            icon={<BellOff aria-hidden />}
            label={details.mute}
            isOn={muted}
            onChange={(isOn) => void run(() => conversation.setMuted(isOn))}
          />
          <Switch
            icon={<Pin aria-hidden />}
            label={details.pin}
            isOn={pinned}
            onChange={(isOn) => void run(() => conversation.setPinned(isOn))}
          />
        </div>
        {state.kind === 'failed' && (
          <p className="error" role="alert">
            {describeError(state.error, parts)}
          </p>
        )}
        {isGroup(peer) && isMember && <GroupDetails group={peer} />}
        <div className="lines">
          {'username' in peer && <BlockSwitch user={peer} run={run} />}
          <ConfirmButton
            icon={<Trash2 aria-hidden />}
            label={details.deleteChat}
            question={details.deleteChatSure}
            onConfirm={() => remove(target)}
          />
        </div>
      </div>
    </Dialog>
  );
}

const isGroup = (peer: Conversation['peer']): peer is Group => 'memberCount' in peer;
