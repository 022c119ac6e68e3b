import { randomBytes } from 'node:crypto';
import { singleOf } from '../judge/observation.js';
import type { Chance } from './chance.js';
import type { Stage } from './stage.js';

/** A message that somebody sent. */
interface Spoken {
  readonly id: string;
  readonly to: string;
  readonly device: string;
  readonly asksReceipt: boolean;
  /** A word that stands in no other message. */
  readonly word: string;
  readonly isUnkept: boolean;
  readonly isFile: boolean;
}

/** How often people do what. */
const habits = {
  send: 100,
  read: 8,
  mark: 9,
  retract: 8,
  command: 6,
  receipts: 5,
  search: 3,
  delete: 2,
  remove: 1,
};
type Habit = keyof typeof habits;

/** How much one device may have on its way. */
const mostOpen = 12;

/** People who talk, read and take back, somehow. */
export class People {
  private readonly stage: Stage;
  private readonly chance: Chance;
  private readonly spoken: Spoken[] = [];
  private readonly open = new Map<string, number>();
  private made = 0;
  /** Who is in which conversation, as far as they know. */
  readonly members = new Map<string, readonly string[]>();
  /** Devices that do something now. */
  awake: readonly string[] = [];

  constructor(stage: Stage, chance: Chance) {
    this.stage = stage;
    this.chance = chance;
  }

  /** Lets them do `count` things, each a moment after the other; resolves when all that was asked is answered. */
  async talk(count: number, only: Partial<Record<Habit, number>> = habits): Promise<void> {
    const begun: Promise<unknown>[] = [];
    for (let at = 0; at < count; at++) {
      const device = this.chance.pick(this.awake);
      if (!device) return;
      begun.push(this.does(device, this.chance.weighted(only as Record<Habit, number>)));
      await new Promise((resolve) => setTimeout(resolve, this.chance.whole(0, 12)));
      while ((this.open.get(device) ?? 0) > mostOpen) await begun[at];
    }
    await Promise.all(begun);
  }

  private async does(device: string, habit: Habit): Promise<void> {
    this.open.set(device, (this.open.get(device) ?? 0) + 1);
    try {
      await this[habit](device);
    } finally {
      this.open.set(device, (this.open.get(device) ?? 0) - 1);
    }
  }

  private conversationsOf(device: string): string[] {
    const { user } = this.stage.member(device);
    return [...this.members].flatMap(([to, users]) => (users.includes(user) ? [to] : []));
  }

  async send(device: string, to = this.chance.pick(this.conversationsOf(device)), bytes?: string): Promise<void> {
    if (!to) return;
    const { chance } = this;
    const word = `w${(++this.made).toString(36)}q${chance.whole(0, 1e6).toString(36)}`;
    const asksReceipt = chance.happens(0.25);
    const isUnkept = bytes === undefined && !asksReceipt && chance.happens(0.06);
    const said = {
      to,
      text: `${device} says ${word}`,
      ...(chance.happens(0.2) && !isUnkept && { increment: chance.whole(0, 3) }),
      ...(isUnkept && { isUnkept }),
      ...(asksReceipt && { asksReceipt }),
      ...(bytes !== undefined && { bytes }),
    };
    const id = await this.stage.ask(device, 'send', said);
    if (typeof id === 'string')
      this.spoken.push({ id, to, device, asksReceipt, word, isUnkept, isFile: bytes !== undefined });
  }

  async sendFile(device: string, to: string): Promise<void> {
    await this.send(device, to, randomBytes(this.chance.whole(100, 5_000)).toString('base64'));
  }

  private async read(device: string): Promise<void> {
    await this.stage.ask(device, 'read', { to: this.chance.pick(this.conversationsOf(device)) });
  }

  private async remove(device: string): Promise<void> {
    await this.stage.ask(device, 'remove', { to: this.chance.pick(this.conversationsOf(device)) });
  }

  private async mark(device: string): Promise<void> {
    const { user } = this.stage.member(device);
    const asking = this.spoken.filter(
      ({ asksReceipt, to, device: from }) =>
        asksReceipt && this.stage.member(from).user !== user && this.conversationsOf(device).includes(to),
    );
    await this.about(device, 'mark', asking.slice(-20));
  }

  private async delete(device: string): Promise<void> {
    await this.about(
      device,
      'delete',
      this.spoken.filter(({ to }) => this.conversationsOf(device).includes(to)).slice(-60),
    );
  }

  private async receipts(device: string): Promise<void> {
    await this.about(
      device,
      'receipts',
      this.spoken.filter((one) => one.device === device && one.asksReceipt),
    );
  }

  private async retract(device: string): Promise<void> {
    const own = this.spoken.filter((one) => one.device === device && !one.isUnkept).slice(-30);
    const one = await this.about(device, 'retract', own);
    if (one) await this.stage.ask(this.chance.pick(this.awake) ?? device, 'search', { text: one.word });
  }

  private async about(device: string, verb: 'mark' | 'delete' | 'receipts' | 'retract', among: readonly Spoken[]) {
    const one = this.chance.pick(among);
    if (one) await this.stage.ask(device, verb, { to: one.to, id: one.id });
    return one;
  }

  private async command(device: string): Promise<void> {
    const to = this.chance.happens(0.4) ? 'own' : this.chance.pick(this.conversationsOf(device));
    await this.stage.ask(device, 'command', { to, data: `command ${++this.made}` });
  }

  private async search(device: string): Promise<void> {
    await this.stage.ask(device, 'search', { text: this.chance.pick(this.spoken)?.word ?? 'says' });
  }

  /** Whoever asked for receipts looks at them, and who was sent a file fetches it. */
  async lookBack(): Promise<void> {
    const looks = this.spoken.flatMap(({ id, to, device, asksReceipt, isFile }) => [
      ...(asksReceipt && this.awake.includes(device) ? [this.stage.ask(device, 'receipts', { to, id })] : []),
      ...(isFile ? this.awake.map((other) => this.stage.ask(other, 'download', { to, id })) : []),
    ]);
    await Promise.all(looks);
  }
}

export const pairs = (users: readonly string[]): string[] =>
  users.flatMap((one, at) => users.slice(at + 1).map((other) => singleOf(one, other)));
