import type { Device } from '@palaver/sdk';
import { useCallback } from 'react';
import { useClient } from './provider.js';
import { type AskedView, useAsked } from './use-asked.js';

export interface DevicesView extends Omit<AskedView<readonly Device[]>, 'value' | 'again'> {
  readonly devices: readonly Device[] | undefined;
  /** Ends a device's session. Rejects as `client.devices.end` does. */
  readonly end: (device: Device) => Promise<void>;
}

/** Where the account is logged in. [O5] */
export function useDevices(): DevicesView {
  const { devices: all } = useClient();
  const { value: devices, error, isAsking, again } = useAsked(useCallback(() => all.list(), [all]));
  const end = useCallback(({ id }: Device) => all.end(id).then(again), [all, again]);
  return { devices, error, isAsking, end };
}
