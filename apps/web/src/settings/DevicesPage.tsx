import { describeError, useAction, useDevices, useFormat } from '@palaver/react';
import type { Device } from '@palaver/sdk';
import { LogOut } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';

/** Where the account is logged in, and a way to end it there. */
export function DevicesPage() {
  const { parts } = useAppTexts();
  const { devices, isAsking, error, end } = useDevices();
  const { state, run } = useAction();
  const trouble = state.kind === 'failed' ? state.error : error;
  return (
    <div className="stack">
      <ul className="members" aria-busy={isAsking || state.kind === 'busy'}>
        {devices?.map((device) => (
          <DeviceRow key={device.id} device={device} onEnd={() => void run(() => end(device))} />
        ))}
      </ul>
      {trouble !== undefined && (
        <p className="error" role="alert">
          {describeError(trouble, parts)}
        </p>
      )}
    </div>
  );
}

function DeviceRow({ device, onEnd }: { device: Device; onEnd: () => void }) {
  const { people } = useAppTexts();
  const { moment } = useFormat();
  const { name, platform, isCurrent, isOnline, lastSeenAt } = device;
  const shown = name || people.platforms[platform];
  return (
    <li className="person">
      <p>
        <span dir="auto">{shown}</span>
        <small>{isCurrent ? people.thisDevice : isOnline ? people.online : people.lastSeen(moment(lastSeenAt))}</small>
      </p>
      {!isCurrent && (
        <button type="button" className="button button-quiet" aria-label={people.endSession(shown)} onClick={onEnd}>
          <LogOut aria-hidden /> {people.end}
        </button>
      )}
    </li>
  );
}
