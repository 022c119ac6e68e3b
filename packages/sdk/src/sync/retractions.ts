import type { Entry } from '@palaver/protocol';
import type { StoredMessage } from '../conversation/records.js';
import { retractedKey, retractionOf } from '../conversation/retraction.js';
import type { Replica } from '../store/replica.js';
import type { Turn, Turns } from './turns.js';

export interface RetractionsDeps {
  readonly me: { username: string; appKey: string };
  readonly replica: Replica;
  readonly turns: Turns;
  readonly tell: (message: StoredMessage) => void;
}

type Run = (turn: Turn, stored: (message: string) => StoredMessage | undefined) => void;

/** What was taken back: read from the store where entries name it, and told in its turn after a reconnection. */
export class Retractions {
  private readonly deps: RetractionsDeps;
  private isHeld = false;
  private held: StoredMessage[] = [];

  constructor(deps: RetractionsDeps) {
    this.deps = deps;
  }

  /** Changes the copy by entries of a conversation, with at hand what of it they take back. */
  change(id: () => string | undefined, entries: readonly Entry[], run: Run): Promise<void> {
    if (entries.some(retractionOf)) return this.alone(id, () => entries, run);
    return this.deps.turns.change((turn) => run(turn, () => undefined));
  }

  /** The same, where which entries they are is known only in its turn. */
  alone(id: () => string | undefined, entries: () => readonly Entry[], run: Run): Promise<void> {
    const { turns } = this.deps;
    return turns.alone(async () => {
      const conversation = id() ?? '';
      const here = new Map<string, StoredMessage>();
      for (const entry of entries()) {
        const retraction = retractionOf(entry);
        const message = retraction && (await this.stored(conversation, retractedKey(retraction, this.deps.me)));
        if (message) here.set(message.id, message);
      }
      await turns.commit((turn) => run(turn, (message) => turn.message(conversation, message) ?? here.get(message)));
    });
  }

  /** Puts the prompts, and tells of those that were told of before. */
  put(turn: Turn, prompts: readonly StoredMessage[]): void {
    for (const prompt of prompts) {
      const reported = turn.get(prompt.conversation)?.reported ?? 0;
      turn.replaceMessage(prompt);
      // What this catch-up brings comes as a prompt.
      if (this.isHeld && prompt.order[0] > reported && !prompt.isLocal) continue;
      turn.after(() => {
        this.held.push(prompt);
        if (!this.isHeld) this.release();
      });
    }
  }

  /** Another history: what was to be told is of no place in it (D23). */
  forget(): void {
    this.held = [];
  }

  /** While it is caught up: what was taken back is told after what was missed. */
  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    for (const prompt of this.held.splice(0)) this.deps.tell(prompt);
  }

  async stored(conversation: string, id: string): Promise<StoredMessage | undefined> {
    return (await this.deps.replica.database.message(conversation, id)) as StoredMessage | undefined;
  }
}
