import { FileText, Film, ImageIcon, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { describeError } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { type Attachment, type Attachments, mostAttachments } from './use-attachments.js';

/** What will go with the next message, each with a way to take it away. */
export function AttachmentList({ attachments }: { attachments: Attachments }) {
  const { composer } = useTexts();
  const { all, remove, isOriginal, setIsOriginal, isFull } = attachments;
  if (all.length === 0) return null;
  const hasSmaller = all.some(({ made }) => made?.original);
  return (
    <div className="pv-attached">
      <ul className="pv-attachments" aria-label={composer.attached}>
        {all.map((attachment) => (
          <AttachmentItem
            key={attachment.key}
            attachment={attachment}
            isOriginal={isOriginal}
            onRemove={() => remove(attachment.key)}
          />
        ))}
      </ul>
      {isFull && (
        <p className="pv-attached-note" role="alert">
          {composer.attachedFull(mostAttachments)}
        </p>
      )}
      {hasSmaller && (
        <label className="pv-original">
          <input type="checkbox" checked={isOriginal} onChange={({ target }) => setIsOriginal(target.checked)} />
          {composer.asOriginal}
        </label>
      )}
    </div>
  );
}

interface ItemProps {
  readonly attachment: Attachment;
  readonly isOriginal: boolean;
  readonly onRemove: () => void;
}

function AttachmentItem({ attachment: { file, made, error }, isOriginal, onRemove }: ItemProps) {
  const texts = useTexts();
  const { bytes } = useFormat();
  const size = isOriginal || !made ? file.size : made.bytes;
  const kind = made?.content.type;
  return (
    <li data-failed={error !== undefined} aria-busy={!made && error === undefined}>
      <span className="pv-attachment-picture">
        {kind === 'image' ? <Picture file={file} /> : kind === 'video' ? <Film /> : <FileText />}
      </span>
      <span className="pv-attachment-name">
        <strong dir="auto">{file.name}</strong>
        <small>{error === undefined ? bytes(size) : describeError(error, texts)}</small>
      </span>
      <button type="button" onClick={onRemove} aria-label={`${texts.message.remove}: ${file.name}`}>
        <X aria-hidden />
      </button>
    </li>
  );
}

function Picture({ file }: { file: File }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url ? <img src={url} alt="" /> : <ImageIcon />;
}
