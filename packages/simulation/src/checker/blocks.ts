import type { Commit, Operation, Store } from '@palaver/server/testing';
import type { Counts } from '../world/counts.js';
import { must } from './violation.js';

/** More than a world has. */
const mostUsers = 1_000;

/** Who blocks whom, as the commits tell it in their order: nothing that was blocked before it stands behind it. */
export class Blocks {
  private readonly counts: Counts;
  private readonly now: () => number;
  /** By blocker and blocked: since when, and until when where it has ended. */
  private readonly held = new Map<string, { readonly since: number; readonly until?: number }>();
  private readonly pairs = new Map<number, readonly [number, number]>();
  /** What was in flight at a crash may have been kept. */
  isUnsure = false;

  constructor(counts: Counts, now: () => number) {
    this.counts = counts;
    this.now = now;
  }

  committed(batch: readonly Operation[], { outcomes }: Commit): void {
    for (const [at, operation] of batch.entries()) {
      const outcome = outcomes[at]?.kind;
      if (operation.op === 'create' && 'members' in operation && outcome === 'done')
        this.pairs.set(operation.c, operation.members);
      if (operation.op === 'block') this.set(operation.user, operation.other, operation.isBlocked);
      if (operation.op === 'append' && outcome === 'appended') this.checkAppend(operation);
    }
  }

  private checkAppend({ c, entry }: Extract<Operation, { op: 'append' }>): void {
    const pair = this.pairs.get(c);
    const peer = pair?.find((user) => user !== entry.sender);
    if (peer === undefined || this.isUnsure || entry.kind !== 'message') return;
    const isBlocked = this.isHeld(peer, entry.sender);
    must('O7', !isBlocked, () => `log ${c}: ${entry.id} stands behind the block of its sender`);
    this.counts.add('O7: sent unblocked');
  }

  private set(user: number, other: number, isBlocked: boolean): void {
    const key = `${user} ${other}`;
    if (isBlocked === this.isHeld(user, other)) return;
    if (isBlocked) this.held.set(key, { since: this.now() });
    else this.held.set(key, { since: this.held.get(key)?.since ?? 0, until: this.now() });
    this.counts.add(isBlocked ? 'O7: blocked' : 'O7: unblocked');
  }

  private isHeld(user: number, other: number): boolean {
    const held = this.held.get(`${user} ${other}`);
    return held !== undefined && held.until === undefined;
  }

  /** In another history the numbers of conversations are those of others. */
  forget(): void {
    this.pairs.clear();
    this.isUnsure = true;
  }

  /** Whether the block held at some time since then. */
  heldSince(user: number, other: number, since: number): boolean {
    const held = this.held.get(`${user} ${other}`);
    return held !== undefined && (held.until === undefined || held.until >= since);
  }

  /** As the disk has it, also of who never blocked anybody that was told of. */
  async read(store: Store): Promise<void> {
    this.isUnsure = false;
    const applications = await store.applications();
    const users = await Promise.all(applications.map(({ id }) => store.usersOf(id, 0, mostUsers)));
    for (const { id: user } of users.flat()) {
      const { blocked } = await store.personal(user);
      const known = [...this.held.keys()]
        .filter((key) => key.startsWith(`${user} `))
        .map((key) => Number(key.split(' ')[1]));
      for (const other of new Set([...blocked, ...known])) this.set(user, other, blocked.includes(other));
    }
  }
}
