import { useMe } from '@palaver/react';
import { Share2 } from 'lucide-react';
import { useMemo } from 'react';
import { encode } from 'uqr';
import { CopyButton } from '../shell/CopyButton.js';
import { hrefOf } from '../shell/places.js';
import { useAppTexts } from '../texts/provider.js';
import { Dialog } from './Dialog.js';

/** One's own link: as a code for a phone, to copy, and to hand on as the system does. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { invite } = useAppTexts();
  const me = useMe();
  const url = new URL(me ? hrefOf({ target: { user: me.username } }) : '', location.origin).href;
  const share = () => {
    // Whoever thinks otherwise has not failed.
    navigator.share({ title: 'Palaver', text: invite.words(me?.displayName ?? ''), url }).catch(() => undefined);
  };
  return (
    <Dialog title={invite.title} onClose={onClose}>
      <div className="stack invite">
        <p>{invite.body}</p>
        <Code text={url} label={invite.code} />
        <label className="field">
          <span>{invite.link}</span>
          {/* As people read it: what is copied works everywhere. */}
          <input readOnly value={decodeURI(url)} dir="ltr" onFocus={(event) => event.target.select()} />
        </label>
        <div className="card-actions">
          {'share' in navigator && (
            <button type="button" className="button button-quiet" onClick={share}>
              <Share2 aria-hidden /> {invite.share}
            </button>
          )}
          <CopyButton text={url} label={invite.copy} />
        </div>
        <p className="hint">{invite.alone}</p>
      </div>
    </Dialog>
  );
}

/** A QR code, dark on white in any theme: readers of codes want it so. */
function Code({ text, label }: { text: string; label: string }) {
  const { data, size } = useMemo(() => encode(text, { border: 2 }), [text]);
  const path = data.flatMap((line, y) => line.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
