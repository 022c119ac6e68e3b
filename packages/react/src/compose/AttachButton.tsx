import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { useTexts } from '../texts/provider.js';

/** Opens the system's choice of files. */
export function AttachButton({ onFiles }: { onFiles: (files: Iterable<File>) => void }) {
  const { composer } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="pv-attach" onClick={() => input.current?.click()} aria-label={composer.attach}>
        <Paperclip aria-hidden />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
