import type { LocationContent } from '@palaver/sdk';
import { MapPin } from 'lucide-react';
import { useTexts } from '../texts/provider.js';

const degrees = (value: number, [positive, negative]: readonly [string, string]) =>
  `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;

/** A place: its address, its coordinates, and a way to a map. Nothing is asked of a map's server before one goes there. */
export function LocationCard({ content: { latitude, longitude, scale, address } }: { content: LocationContent }) {
  const { content: say } = useTexts();
  const zoom = Math.min(19, Math.max(3, Math.round(scale) || 16));
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=${zoom}/${latitude}/${longitude}`;
  return (
    <div className="pv-card">
      <span className="pv-card-icon">
        <MapPin aria-hidden />
      </span>
      <div className="pv-card-body">
        <strong dir="auto">{address || say.place}</strong>
        <span className="pv-card-quiet">
          {degrees(latitude, ['N', 'S'])}, {degrees(longitude, ['E', 'W'])}
        </span>
        <a href={map} target="_blank" rel="noopener noreferrer nofollow">
          {say.openMap}
        </a>
      </div>
    </div>
  );
}
