import { ImError, limits, ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { UserId } from '../store/rows.js';

/** One upload or download under way. */
export interface Transfer {
  /** Aborted when the session ends, or the server goes; its reason is an ImError. */
  readonly stop: AbortSignal;
  end(): void;
}

/** What is under way, counted for each user, and to be found by its session. */
export class Transfers {
  private readonly counts = new Map<UserId, number>();
  private readonly sessions = new Map<string, Set<AbortController>>();
  private isClosing = false;
  private whenIdle = () => {};

  get size(): number {
    let size = 0;
    for (const count of this.counts.values()) size += count;
    return size;
  }

  begin(user: UserId, sessionId: string): Result<Transfer, Refusal> {
    const count = this.counts.get(user) ?? 0;
    if (this.isClosing) return refused(refusal('BUSY', 'The server is closing.', busyMs));
    if (count >= limits.transfersPerUser)
      return refused(refusal('BUSY', `A user may have ${limits.transfersPerUser} transfers at once.`, busyMs));
    this.counts.set(user, count + 1);
    const controller = new AbortController();
    const own = this.sessions.get(sessionId) ?? new Set();
    this.sessions.set(sessionId, own.add(controller));
    let isUnderWay = true;
    return ok({
      stop: controller.signal,
      end: () => {
        if (!isUnderWay) return;
        isUnderWay = false;
        own.delete(controller);
        if (own.size === 0) this.sessions.delete(sessionId);
        const left = (this.counts.get(user) ?? 1) - 1;
        if (left > 0) this.counts.set(user, left);
        else this.counts.delete(user);
        if (this.counts.size === 0) this.whenIdle();
      },
    });
  }

  sessionEnded(sessionId: string): void {
    for (const controller of this.sessions.get(sessionId) ?? []) controller.abort(new ImError('UNAUTHENTICATED'));
  }

  /** Takes no more, ends all, and resolves when the last is over. */
  async close(): Promise<void> {
    this.isClosing = true;
    for (const own of this.sessions.values())
      for (const controller of own) controller.abort(new ImError('BUSY', 'The server is closing.'));
    if (this.counts.size === 0) return;
    await new Promise<void>((resolve) => {
      this.whenIdle = resolve;
    });
  }
}

const busyMs = 1_000;
