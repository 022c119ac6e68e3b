import { type Content, content } from '@palaver/sdk';
import { ArrowUp, LocateFixed, X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/provider.js';
import { parsePlace } from './parse-place.js';

/** As near as one looks at a place one was sent. */
const scale = 16;
const patienceMs = 20_000;

type Finding = 'idle' | 'looking' | 'failed';

/** Where one is, or any place by its coordinates, in place of the field. */
export function LocationBar({ onSend, onClose }: { onSend: (content: Content) => void; onClose: () => void }) {
  const { composer } = useTexts();
  const [text, setText] = useState('');
  const [address, setAddress] = useState('');
  const [finding, setFinding] = useState<Finding>('idle');
  const field = useRef<HTMLInputElement>(null);
  const place = parsePlace(text);
  const isWrong = text.trim() !== '' && !place;
  useEffect(() => field.current?.focus(), []);

  const find = () => {
    setFinding('looking');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        setFinding('idle');
        setText(`${latitude.toFixed(6)}, ${longitude.toFixed(6)}`);
      },
      () => setFinding('failed'),
      { enableHighAccuracy: true, timeout: patienceMs, maximumAge: 60_000 },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!place) return;
    onSend(content.location({ ...place, scale, address: address.trim() }));
    onClose();
  };

  return (
    <form
      className="pv pv-location-bar"
      aria-label={composer.location}
      onSubmit={submit}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <button type="button" className="pv-attach" onClick={onClose} aria-label={composer.cancelLocation}>
        <X aria-hidden />
      </button>
      <div className="pv-location-fields">
        <input
          ref={field}
          value={text}
          placeholder={composer.coordinates}
          aria-label={composer.coordinates}
          aria-invalid={isWrong}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <input
          value={address}
          maxLength={200}
          placeholder={composer.placeName}
          aria-label={composer.placeName}
          autoComplete="off"
          dir="auto"
          onChange={(event) => setAddress(event.target.value)}
        />
        {(isWrong || finding === 'failed') && (
          <p className="pv-location-note" role="alert">
            {finding === 'failed' ? composer.noPosition : composer.noCoordinates}
          </p>
        )}
      </div>
      {'geolocation' in navigator && (
        <button
          type="button"
          className="pv-attach"
          aria-label={composer.whereIAm}
          title={composer.whereIAm}
          aria-busy={finding === 'looking'}
          disabled={finding === 'looking'}
          onClick={find}
        >
          <LocateFixed aria-hidden />
        </button>
      )}
      <button type="submit" className="pv-send" aria-label={composer.send} disabled={!place}>
        <ArrowUp aria-hidden />
      </button>
    </form>
  );
}
