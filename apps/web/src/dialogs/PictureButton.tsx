import { Camera } from 'lucide-react';
import { useRef } from 'react';
import { useAppTexts } from '../texts/provider.js';

/** Another picture, chosen from this device. */
export function PictureButton({ onChosen }: { onChosen: (file: File) => void }) {
  const { people } = useAppTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => input.current?.click()}>
        <Camera aria-hidden /> {people.changePicture}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
        aria-label={people.changePicture}
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onChosen(file);
          target.value = '';
        }}
      />
    </>
  );
}
