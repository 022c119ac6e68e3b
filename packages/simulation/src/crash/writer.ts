import type { Client, Message, Target } from '@palaver/sdk';

/** A client that sends without a pause, and keeps what it was told of each message. */
export class Writer {
  readonly user: string;
  readonly client: Client;
  readonly acknowledged = new Map<string, { readonly to: Target; readonly seq: number; readonly text: string }>();
  /** Ids in the order of sending, by conversation. */
  readonly sent: { readonly id: string; readonly to: Target }[] = [];
  readonly refused: string[] = [];
  private open = 0;

  constructor(user: string, client: Client) {
    this.user = user;
    this.client = client;
  }

  send(to: Target): void {
    const text = `${this.user} says ${this.sent.length + 1}`;
    const handle = this.client.send(to, text);
    this.sent.push({ id: handle.id, to });
    this.open += 1;
    handle
      .then(
        ({ seq }: Message) => this.acknowledged.set(handle.id, { to, seq: seq ?? 0, text }),
        (error: Error) => this.refused.push(`${handle.id}: ${error.message}`),
      )
      .finally(() => {
        this.open -= 1;
      });
  }

  get waiting(): number {
    return this.open;
  }
}
