import { RotateCcw } from 'lucide-react';
import { describeError } from '../texts/describe.js';
import { useTexts } from '../texts/provider.js';
import type { MediaState } from './use-media.js';

/** Why bytes did not come, and another try. */
export function MediaTrouble({ state, onRetry }: { state: MediaState; onRetry: () => void }) {
  const texts = useTexts();
  if (state.kind !== 'failed') return null;
  return (
    <span className="pv-media-trouble">
      {describeError(state.error, texts)}
      <button type="button" className="pv-link" onClick={onRetry}>
        <RotateCcw aria-hidden /> {texts.message.retry}
      </button>
    </span>
  );
}
