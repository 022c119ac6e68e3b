/** A change of one line of the product. `find` stands once in its file, and no type stands in it: the built file has it, too. */
export interface Edit {
  /** Below `packages`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The product with one fault, of the kind that the checker must find. */
export interface BrokenServer {
  readonly name: string;
  readonly says: string;
  /** The rows by any of which it may be caught. */
  readonly rows: readonly string[];
  readonly edits: readonly Edit[];
}

const server = (path: string, find: string, replace: string): Edit => ({ file: `server/src/${path}`, find, replace });
const sdk = (path: string, find: string, replace: string): Edit => ({ file: `sdk/src/${path}`, find, replace });

const pushed = `text ??= \`{"t":"entry","c":\${c},"entry":\${entryText(seq, at, sid, body)}}\`;`;
const reply = 'answer: () => answer(), failed';

export const brokenServers: readonly BrokenServer[] = [
  {
    name: 'acknowledge-before-commit',
    says: 'answers when the rows are written, and commits a moment later',
    rows: ['D1'],
    edits: [
      server(
        'store/sqlite/writer.ts',
        'commit.run();',
        'if (tasks.every(({ batch }) => batch?.every(({ op, change }) => op === "append" && !change))) setTimeout(() => globalThis.commits?.(), 150); else globalThis.commits();',
      ),
      server(
        'store/sqlite/writer.ts',
        'begin.run();',
        'if (!globalThis.commits) { begin.run(); globalThis.commits = () => { globalThis.commits = undefined; commit.run(); }; }',
      ),
      server(
        'store/sqlite/writer.ts',
        "checkpoint(database, 'truncate');",
        "globalThis.commits?.(); checkpoint(database, 'truncate');",
      ),
    ],
  },
  {
    name: 'no-unique-index',
    says: 'writes the same id as often as it comes',
    rows: ['D4'],
    edits: [
      server(
        'store/sqlite/appends.ts',
        'countedSender, id, hash, body) === 0',
        'countedSender, id + "~" + seq, hash, body) === 0',
      ),
    ],
  },
  {
    name: 'places-used-again',
    says: 'forgets after a restart which place was the last',
    rows: ['D1', 'D6'],
    edits: [
      server('store/sqlite/heads.ts', 'head: Number(row.head),', 'head: Math.max(0, Number(row.head) - 1),'),
      server(
        'store/sqlite/appends.ts',
        'insert into entries (c, seq, at',
        'insert or replace into entries (c, seq, at',
      ),
    ],
  },
  {
    name: 'refused-and-kept',
    says: 'refuses now and then what it has stored',
    rows: ['D2'],
    edits: [
      server(
        'session/handlers/send.ts',
        reply,
        "answer: () => (seq % 15 === 0 ? this.reply.refuse({ code: 'FORBIDDEN' }) : answer()), failed",
      ),
    ],
  },
  {
    name: 'answer-forgotten',
    says: 'takes now and then a message and does not say so',
    rows: ['D20'],
    edits: [server('session/handlers/send.ts', reply, 'answer: () => (seq % 6 === 0 ? undefined : answer()), failed')],
  },
  {
    name: 'garbled',
    says: 'pushes now and then another text than was sent',
    rows: ['D5'],
    edits: [
      server('delivery/publisher.ts', pushed, `${pushed} if (seq % 12 === 0) text = text.replace(' says ', ' said ');`),
    ],
  },
  {
    name: 'order-broken',
    says: 'commits what it gathered from behind',
    rows: ['D7', 'D8'],
    edits: [
      server(
        'engine/batcher.ts',
        'return gathered.splice(0, countOf(gathered));',
        'return gathered.splice(0, countOf(gathered)).reverse();',
      ),
    ],
  },
  {
    name: 'time-runs-back',
    says: 'takes the time of each entry as it comes',
    rows: ['D9'],
    edits: [
      server(
        'store/sqlite/appends.ts',
        'const at = Math.max(entry.at, head.headAt);',
        'const at = entry.at - (seq % 5) * 1000;',
      ),
    ],
  },
  {
    name: 'push-lost',
    says: 'loses one push in twelve',
    rows: ['D11', 'D13'],
    edits: [server('delivery/publisher.ts', pushed, `if (Math.random() < 1 / 12) return; ${pushed}`)],
  },
  {
    name: 'push-doubled',
    says: 'pushes some entries a second time, at the next place',
    rows: ['D4', 'D6'],
    edits: [
      server(
        'delivery/publisher.ts',
        pushed,
        `${pushed} if (seq % 9 === 0) setTimeout(() => to.push(\`{"t":"entry","c":\${c},"entry":\${entryText(seq + 1, at, sid, body)}}\`), 2);`,
      ),
    ],
  },
  {
    name: 'cursor-ahead',
    says: 'leaves out of a sync what changed just before the cursor',
    rows: ['D11', 'D13'],
    edits: [
      server(
        'store/sqlite/states.ts',
        '(m.mark >= ? or (m.until is null and v.mark >= ?))',
        '(m.mark >= ? + 25 or (m.until is null and v.mark >= ? + 25))',
      ),
    ],
  },
  {
    name: 'own-unread',
    says: "counts one's own messages as unread",
    rows: ['D13'],
    edits: [server('store/sqlite/states.ts', "return all - (at('head') - at('base'));", 'return all;')],
  },
  {
    name: 'read-goes-back',
    says: 'keeps the read position that was reported last',
    rows: ['D13', 'D14'],
    edits: [
      server(
        'store/sqlite/positions.ts',
        'const hasChanged = place > Number(row.read);',
        'const hasChanged = place !== Number(row.read);',
      ),
    ],
  },
  {
    name: 'everybody-a-reader',
    says: 'counts among the recipients who joined later',
    rows: ['D15'],
    edits: [
      server(
        'store/sqlite/receipts.ts',
        '.all(seq, c, sender, seq, seq, seq, seq, limit, skip)',
        '.all(seq, c, sender, 1e9, 0, 1e9, 0, limit, skip)',
      ),
    ],
  },
  {
    name: 'retracted-stays',
    says: 'leaves what was taken back in the log, where searches and new devices find it',
    rows: ['D16'],
    edits: [server('store/sqlite/retractions.ts', 'rewrite.run(body, c, seq);', ';')],
  },
  {
    name: 'removed-reads-on',
    says: 'ends the membership of nobody',
    rows: ['D5', 'D17'],
    edits: [server('store/sqlite/memberships.ts', 'endMember.run(head.head + 1, batch.takeMark(), user, c)', '0')],
  },
  {
    name: 'command-echoed',
    says: 'hands a command for own devices to the one that gave it, too',
    rows: ['D18'],
    edits: [server('session/handlers/command.ts', '(to) => to !== connection && (platform', '(to) => (platform')],
  },
  {
    name: 'unkept-kept',
    says: 'keeps what was to be kept nowhere',
    rows: ['D19'],
    edits: [server('domain/send.ts', 'command.message.saveOffline === false ? emptyBody : stored.body', 'stored.body')],
  },
  {
    name: 'media-broken',
    says: 'gives other bytes than it was given',
    rows: ['D21'],
    edits: [
      server(
        'media/disk-media-store.ts',
        'yield* createReadStream(path, { start: from, end: to, highWaterMark: pieceBytes });',
        'for await (const part of createReadStream(path, { start: from, end: to })) yield part.fill(0);',
      ),
    ],
  },
  {
    name: 'strangers-told',
    says: 'tells a stranger that a group exists',
    rows: ['D22'],
    edits: [
      server(
        'session/handlers/groups-look.ts',
        'asSeenBy(decided.error, await store.intervals(c, user.id))',
        'decided.error',
      ),
    ],
  },
  {
    name: 'epoch-kept',
    says: 'begins no new history with a restore',
    rows: ['D1', 'D4', 'D5', 'D6', 'D11', 'D13', 'D23'],
    edits: [
      server('store/sqlite/sqlite-store.ts', "database.prepare('update meta set epoch = ?').run(epoch)", 'undefined'),
    ],
  },
  {
    name: 'cursor-before-rows',
    says: 'a client that keeps the cursor before what it covers',
    rows: ['D11', 'D13'],
    edits: [
      sdk(
        'node/sqlite-store.ts',
        'write(changes, fence) {',
        "write(changes, fence) { const isCursor = (one) => one.key === 'cursor'; if (changes.length > 1 && changes.some(isCursor)) return this.write(changes.filter(isCursor), fence).then(() => new Promise((resolve) => setTimeout(resolve, 400))).then(() => this.write(changes.filter((one) => !isCursor(one)), fence));",
      ),
    ],
  },
  {
    name: 'second-offline-call',
    says: 'a client that calls twice for what it missed',
    rows: ['D10', 'D12'],
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
    rows: ['D10'],
    edits: [sdk('sync/turns.ts', 'reports.put(advanceReported(record));', 'void advanceReported;')],
  },
  {
    name: 'removal-not-synced',
    says: 'a client that removes a conversation and leaves it unread elsewhere',
    rows: ['D13'],
    edits: [
      sdk(
        'conversation/apply.ts',
        'const { avatar: _, ...read } = clearUnread(conversation);',
        'const { avatar: _, ...read } = conversation;',
      ),
    ],
  },
];
