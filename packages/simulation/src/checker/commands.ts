import type { Events } from '@palaver/sdk';
import type { Operation } from '@palaver/server/testing';
import type { Counts } from '../world/counts.js';
import type { Device } from '../world/device.js';
import { must } from './violation.js';

/** Every command says something that nothing else says. */
export const commandMark = 'command no. ';

type Addressed = { readonly user: string } | { readonly group: string } | { readonly own: string };
interface Sent {
  readonly from: Device;
  readonly to: Addressed;
  readonly heardBy: Set<string>;
  refused?: string;
}

/** D18: a command arrives once or not at all, where it was meant to, at who is connected, and is stored nowhere. */
export class Commands {
  private readonly sent = new Map<string, Sent>();
  private readonly counts: Counts;

  constructor(counts: Counts) {
    this.counts = counts;
  }

  began(data: string, from: Device, to: Addressed): void {
    this.sent.set(data, { from, to, heardBy: new Set() });
  }

  heard(device: Device, { data, from, target, fromOwnDevice }: Events['command']): void {
    const sent = this.sent.get(String(data));
    must('D18', sent !== undefined, () => `${device.name} heard “${data}”, which nobody sent`);
    const { to, heardBy } = sent;
    must('D18', from.username === sent.from.user, () => `“${data}” of ${sent.from.user} came as ${from.username}'s`);
    must('D18', device !== sent.from, () => `${device.name} heard its own “${data}”`);
    must('D18', !heardBy.has(device.name), () => `${device.name} heard “${data}” twice`);
    must('D18', !sent.refused, () => `${device.name} heard “${data}”, which was refused with ${sent.refused}`);
    const isOfSender = device.user === sent.from.user;
    const isMeant = 'user' in to ? device.user === to.user : isOfSender === 'own' in to;
    must('D18', isMeant, () => `${device.name} heard “${data}”, which was for ${JSON.stringify(to)}`);
    must('D18', fromOwnDevice === 'own' in to, () => `“${data}” is ${fromOwnDevice ? '' : 'not '}from an own device`);
    const told = 'group' in target ? target.group : 'user' in target ? target.user : '';
    const isTold = told === ('group' in to ? to.group : sent.from.user);
    must('D18', isTold, () => `“${data}” came under ${JSON.stringify(target)}`);
    heardBy.add(device.name);
    this.counts.add('D18: heard');
  }

  /** It was accepted, or refused with a code. */
  ended(data: string, code: string): void {
    const sent = this.sent.get(data);
    this.counts.add(`D18: ${code}`);
    // With the connection, or the session, went the knowledge of it.
    if (!sent || ['sent', 'OFFLINE', 'CANCELLED'].includes(code)) return;
    sent.refused = code;
    must('D18', sent.heardBy.size === 0, () => `“${data}” was refused with ${code}, and heard`);
  }

  committing(batch: readonly Operation[]): void {
    for (const operation of batch)
      if ('entry' in operation)
        must('D18', !operation.entry.body.includes(commandMark), () => `a command is stored: ${operation.entry.body}`);
  }
}
