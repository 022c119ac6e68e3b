import type { BlobRecord } from './local-store.js';

/** The bytes of one account in memory: by conversation, message and name. */
export class AccountBlobs {
  private readonly conversations = new Map<string, Map<string, Map<string, Blob>>>();

  get(conversation: string, message: string, name: string): Blob | undefined {
    return this.conversations.get(conversation)?.get(message)?.get(name);
  }

  put({ conversation, message, name, blob }: BlobRecord): void {
    const messages = this.conversations.get(conversation) ?? new Map<string, Map<string, Blob>>();
    const blobs = messages.get(message) ?? new Map<string, Blob>();
    this.conversations.set(conversation, messages.set(message, blobs.set(name, blob)));
  }

  remove(conversation: string, message: string, name: string): void {
    this.conversations.get(conversation)?.get(message)?.delete(name);
  }

  removeMessage(conversation: string, message: string): void {
    this.conversations.get(conversation)?.delete(message);
  }

  removeConversation(conversation: string, except: readonly string[] = []): void {
    const messages = this.conversations.get(conversation);
    for (const message of [...(messages?.keys() ?? [])]) if (!except.includes(message)) messages?.delete(message);
  }
}
