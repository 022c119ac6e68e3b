// A process that holds devices: does what its director asks, and writes down what they show. It can be killed at any moment.
import { ImError } from '@palaver/sdk';
import { openRecorder } from '../record/recorder.js';
import { Device, type DeviceSpec } from './device.js';

/** What a director asks of a device. */
export interface Asked {
  readonly call: number;
  readonly device: string;
  readonly verb: DeviceVerb | 'make';
  readonly asked: unknown;
}
export type DeviceVerb = {
  [K in keyof Device]: Device[K] extends (...args: never[]) => Promise<unknown> ? K : never;
}[keyof Device];
export type Answered =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: string }
  | { readonly complaint: string };

const [, , history = ''] = process.argv;
const recorder = openRecorder(history);
const devices = new Map<string, Device>();
const send = (answer: Answered) => void process.send?.(answer);
const complain = (error: unknown) =>
  send({ complaint: error instanceof Error ? (error.stack ?? error.message) : String(error) });

async function perform({ device: name, verb, asked }: Asked): Promise<unknown> {
  if (verb === 'make') {
    devices.set(name, new Device(asked as DeviceSpec, recorder, complain));
    return undefined;
  }
  const device = devices.get(name);
  if (!device) throw new Error(`there is no ${name} here`);
  return (device[verb] as (asked: unknown) => Promise<unknown>).call(device, asked);
}

process.on('message', (message) => {
  const asked = message as Asked;
  perform(asked).then(
    (value) => send({ call: asked.call, value }),
    (error: unknown) => send({ call: asked.call, error: ImError.is(error) ? error.code : String(error) }),
  );
});
// Without a director nobody would end it.
process.on('disconnect', () => process.exit(0));
