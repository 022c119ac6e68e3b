import { describeError, useClient, useFormat } from '@palaver/react';
import type { Device } from '@palaver/sdk';
import { LogOut } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useAction } from '../shell/use-action.js';
import { useAppTexts } from '../texts/provider.js';

/** Where the account is logged in, and a way to end it there. */
export function DevicesPage() {
  const { parts } = useAppTexts();
  const client = useClient();
  const [devices, setDevices] = useState<readonly Device[]>([]);
  const { state, run } = useAction();
  const read = useCallback(async () => setDevices(await client.devices.list()), [client]);
  useEffect(() => {
    void run(read);
  }, [run, read]);
  const end = async ({ id }: Device) => {
    await run(async () => {
      await client.devices.end(id);
      await read();
    });
  };
  return (
    <div className="stack">
      <ul className="members" aria-busy={state.kind === 'busy'}>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} onEnd={() => void end(device)} />
        ))}
      </ul>
      {state.kind === 'failed' && (
        <p className="error" role="alert">
          {describeError(state.error, parts)}
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
