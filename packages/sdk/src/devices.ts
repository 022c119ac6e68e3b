import type { DeviceCard } from '@palaver/protocol';
import type { Device, Devices } from './api.js';
import type { Desk } from './desk.js';

/** The devices of the account, asked of the server (O5). */
export function createDevices({ request }: { readonly request: Desk['request'] }): Devices {
  return {
    async list() {
      return (await request('devices.list', {})).devices.map(deviceOf);
    },
    async end(id) {
      await request('devices.end', { id });
    },
  };
}

const deviceOf = (card: DeviceCard): Device => ({ ...card, lastSeenAt: new Date(card.lastSeenAt) });
