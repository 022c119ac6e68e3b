import type { Live, Message } from '@palaver/sdk';
import { TransferRing } from '../content/TransferRing.js';
import { useSendings } from '../hooks/provider.js';
import { useLive } from '../hooks/use-live.js';
import { useTexts } from '../texts/provider.js';

/** How far the bytes of a message have come on their way out, and a way to end it. */
export function Uploading({ message, onCancel }: { message: Message; onCancel: () => void }) {
  const { composer } = useTexts();
  const progress = useSendings().get(message.id)?.progress;
  const hasBytes = 'media' in message.content && message.content.media.mediaId === undefined;
  if (message.status !== 'sending' || !hasBytes) return null;
  return (
    <span className="pv-uploading">
      {progress ? (
        <Progress of={progress} onCancel={onCancel} />
      ) : (
        <TransferRing fraction={0} label={composer.cancelUpload} onPress={onCancel} />
      )}
    </span>
  );
}

function Progress({ of, onCancel }: { of: Live<number>; onCancel: () => void }) {
  const { composer } = useTexts();
  return <TransferRing fraction={useLive(of)} label={composer.cancelUpload} onPress={onCancel} />;
}
