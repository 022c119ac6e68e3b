import { FileText, Film, ImageIcon, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { describeError } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import type { Attachment, Attachments } from './use-attachments.js';

/** What will go with the next message, each with a way to take it away. */
export function AttachmentList({ attachments: { all, remove } }: { attachments: Attachments }) {
  if (all.length === 0) return null;
  return (
    <ul className="pv-attachments">
      {all.map((attachment) => (
        <AttachmentItem key={attachment.key} attachment={attachment} onRemove={() => remove(attachment.key)} />
      ))}
    </ul>
  );
}

function AttachmentItem({ attachment, onRemove }: { attachment: Attachment; onRemove: () => void }) {
  const texts = useTexts();
  const { bytes } = useFormat();
  const { file, content, error } = attachment;
  return (
    <li data-failed={error !== undefined}>
      <span className="pv-attachment-picture">
        {content?.type === 'image' ? <Picture file={file} /> : content?.type === 'video' ? <Film /> : <FileText />}
      </span>
      <span className="pv-attachment-name">
        <strong dir="auto">{file.name}</strong>
        <small>{error === undefined ? bytes(file.size) : describeError(error, texts)}</small>
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
