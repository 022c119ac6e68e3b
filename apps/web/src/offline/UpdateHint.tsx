import { useLive } from '@palaver/react';
import { RefreshCw } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';
import type { Updates } from './updates.js';

/** Says that there is a new version, and waits. */
export function UpdateHint({ updates }: { updates: Updates }) {
  const { update } = useAppTexts();
  const { kind } = useLive(updates);
  return (
    <output className="banner banner-news">
      {kind !== 'none' && (
        <>
          <span>{update.ready}</span>
          <button type="button" className="button button-plain" disabled={kind === 'updating'} onClick={updates.apply}>
            <RefreshCw aria-hidden /> {update.begin}
          </button>
        </>
      )}
    </output>
  );
}
