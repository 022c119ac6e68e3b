import type { FileContent, Message } from '@palaver/sdk';
import { Download, FileText } from 'lucide-react';
import { useFormat, useTexts } from '../texts/provider.js';
import { MediaTrouble } from './MediaTrouble.js';
import { saveAs } from './save-as.js';
import { TransferRing } from './TransferRing.js';
import { useMedia } from './use-media.js';
import { useWhenReady } from './use-when-ready.js';

/** A file: its name, size and type, and a way to keep it. */
export function FileView({ message }: { message: Message<FileContent> }) {
  const { content: say } = useTexts();
  const { bytes } = useFormat();
  const { fileName, media } = message.content;
  const original = useMedia(message, 'original', { loadsAtOnce: false });
  const ask = useWhenReady(original, (blob) => saveAs(blob, fileName));
  const { state } = original;
  return (
    <div className="pv-card">
      {state.kind === 'loading' ? (
        <TransferRing fraction={state.fraction} label={say.cancelDownload} onPress={original.cancel} />
      ) : (
        <button type="button" className="pv-card-icon" onClick={ask} aria-label={say.save(fileName)}>
          {message.status === 'sending' ? <FileText aria-hidden /> : <Download aria-hidden />}
        </button>
      )}
      <div className="pv-card-body">
        <strong dir="auto" className="pv-file-name">
          {fileName}
        </strong>
        <span className="pv-card-quiet">
          {bytes(media.bytes)} · {typeOf(fileName, media.mime)}
        </span>
        <MediaTrouble state={state} onRetry={original.load} />
      </div>
    </div>
  );
}

/** As people name it: by the ending, where there is one. */
function typeOf(fileName: string, mime: string): string {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1];
  return ending?.toUpperCase() ?? mime;
}
