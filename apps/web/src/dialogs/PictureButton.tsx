import { Avatar, avatarSeed } from '@palaver/react';
import type { Group, User } from '@palaver/sdk';
import { Camera } from 'lucide-react';
import { useRef } from 'react';
import { useAppTexts } from '../texts/provider.js';

/** A picture that a press replaces with one from this device. */
export function PictureButton({
  of,
  name,
  onChosen,
}: {
  of: User | Group;
  name: string;
  onChosen: (file: File) => void;
}) {
  const { people } = useAppTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="picture-row">
      <Avatar of={of} seed={avatarSeed(of)} name={name} isGroup={'memberCount' in of} size="m" />
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
    </div>
  );
}
