import { ImError, type Operation, type Request, type Response } from '@palaver/protocol';
import type { Client, CommandData, Target } from './api.js';
import { plain } from './plain.js';
import { fullTarget } from './targets.js';

export interface CommandsDeps {
  readonly me: () => { username: string; appKey: string };
  readonly request: <O extends Operation>(operation: O, request: Request<O>) => Promise<Response<O>>;
}

/** Commands go straight to the connection, and with it or not at all: no list, outbox or store knows of them (S49). */
export const createCommands = ({ me, request }: CommandsDeps): Pick<Client, 'sendCommand' | 'sendDeviceCommand'> => ({
  async sendCommand(to: Target, data: CommandData) {
    const target = fullTarget(to, me());
    await request('command', { to: target, data: checked(data) });
  },
  async sendDeviceCommand(platform, data) {
    await request('command', { devices: platform, data: checked(data) });
  },
});

function checked(data: unknown): Request<'command'>['data'] {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  if (typeof data !== 'string' && !isObject) throw new ImError('INVALID', 'A command is a text or an object.');
  return plain(data) as Request<'command'>['data'];
}
