import { type Fault, sdk } from './fault.js';

export const brokenClients: readonly Fault[] = [
  {
    name: 'cursor-before-rows',
    says: 'a client that keeps the cursor before what it covers',
    row: 'D11',
    edits: [
      sdk(
        'node/sqlite-store.ts',
        'write(changes, fence) {',
        "write(changes, fence) { const isCursor = (one) => one.key === 'cursor'; if (changes.length > 1 && changes.some(isCursor)) return this.write(changes.filter(isCursor), fence).then(() => new Promise((resolve) => setTimeout(resolve, 3_000))).then(() => this.write(changes.filter((one) => !isCursor(one)), fence));",
      ),
    ],
  },
  {
    name: 'outbox-forgotten',
    says: 'a client that does not send what an earlier process of it had stored',
    row: 'D20',
    edits: [sdk('sync/sender.ts', 'this.outbox.add(outgoing, true);', 'void outgoing;')],
  },
  {
    name: 'second-offline-call',
    says: 'a client that calls twice for what it missed',
    row: 'D12',
    edits: [
      sdk(
        'sync/catch-up-run.ts',
        "deps.offline({ conversation: plan.id, kind: 'messages', messages, skipped: plan.skipped });",
        "{ const call = { conversation: plan.id, kind: 'messages', messages, skipped: plan.skipped }; deps.offline(call); deps.offline(call); }",
      ),
    ],
  },
  {
    name: 'reported-again',
    says: 'a client that forgets what it has reported',
    row: 'D10',
    edits: [sdk('sync/turns.ts', 'reports.put(advanceReported(record));', 'void advanceReported;')],
  },
  {
    name: 'removal-not-synced',
    says: 'a client that removes a conversation and leaves it unread elsewhere',
    row: 'D13',
    edits: [
      sdk(
        'conversation/apply.ts',
        'const { avatar: _, ...read } = clearUnread(conversation);',
        'const { avatar: _, ...read } = conversation;',
      ),
    ],
  },
];
