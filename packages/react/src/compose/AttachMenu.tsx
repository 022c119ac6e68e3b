import { FileText, Images, MapPin, Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import { Menu } from '../menu/Menu.js';
import type { Box } from '../menu/place-menu.js';
import { useTexts } from '../texts/provider.js';

export interface AttachMenuProps {
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onLocation: () => void;
}

/** What can go with a message besides words: pictures and videos, files, a place. */
export function AttachMenu({ onFiles, onLocation }: AttachMenuProps) {
  const { composer } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [beside, setBeside] = useState<Box>();
  const choose = (accept: string) => {
    if (!input.current) return;
    input.current.accept = accept;
    input.current.click();
  };
  return (
    <>
      <button
        type="button"
        className="pv-attach"
        aria-label={composer.attach}
        aria-haspopup="menu"
        aria-expanded={beside !== undefined}
        onClick={(event) => setBeside(event.currentTarget.getBoundingClientRect())}
      >
        <Paperclip aria-hidden />
      </button>
      {beside && (
        <Menu
          label={composer.attach}
          beside={beside}
          onClose={() => setBeside(undefined)}
          items={[
            { key: 'media', icon: <Images />, label: composer.photos, onChoose: () => choose('image/*,video/*') },
            { key: 'file', icon: <FileText />, label: composer.file, onChoose: () => choose('') },
            { key: 'place', icon: <MapPin />, label: composer.location, onChoose: onLocation },
          ]}
        />
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-hidden
        tabIndex={-1}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
