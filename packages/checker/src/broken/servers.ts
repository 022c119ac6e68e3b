import { type Fault, server } from './fault.js';

const pushed = `text ??= \`{"t":"entry","c":\${c},"entry":\${entryText(seq, at, sid, body)}}\`;`;
const reply = 'answer: () => answer(), failed';

export const brokenServers: readonly Fault[] = [
  {
    name: 'acknowledge-before-commit',
    says: 'answers when the rows are written, and commits a moment later',
    row: 'D1',
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
    row: 'D4',
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
    row: 'D1',
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
    row: 'D2',
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
    row: 'D20',
    edits: [server('session/handlers/send.ts', reply, 'answer: () => (seq % 6 === 0 ? undefined : answer()), failed')],
  },
  {
    name: 'garbled',
    says: 'pushes now and then another text than was sent',
    row: 'D5',
    edits: [
      server('delivery/publisher.ts', pushed, `${pushed} if (seq % 12 === 0) text = text.replace(' says ', ' said ');`),
    ],
  },
  {
    name: 'order-broken',
    says: 'commits what it gathered from behind',
    row: 'D8',
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
    row: 'D9',
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
    row: 'D11',
    edits: [server('delivery/publisher.ts', pushed, `if (Math.random() < 1 / 12) return; ${pushed}`)],
  },
  {
    name: 'push-doubled',
    says: 'pushes some entries a second time, at the next place',
    row: 'D4',
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
    row: 'D11',
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
    row: 'D13',
    edits: [server('store/sqlite/states.ts', "return all - (at('head') - at('base'));", 'return all;')],
  },
  {
    name: 'read-goes-back',
    says: 'keeps the read position that was reported last',
    row: 'D14',
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
    row: 'D15',
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
    row: 'D16',
    edits: [server('store/sqlite/retractions.ts', 'rewrite.run(body, c, seq);', ';')],
  },
  {
    name: 'removed-reads-on',
    says: 'ends the membership of nobody',
    row: 'D17',
    edits: [server('store/sqlite/memberships.ts', 'endMember.run(head.head + 1, batch.takeMark(), user, c)', '0')],
  },
  {
    name: 'command-echoed',
    says: 'hands a command for own devices to the one that gave it, too',
    row: 'D18',
    edits: [server('session/handlers/command.ts', '(to) => to !== connection && (platform', '(to) => (platform')],
  },
  {
    name: 'unkept-kept',
    says: 'keeps what was to be kept nowhere',
    row: 'D19',
    edits: [server('domain/send.ts', 'command.message.saveOffline === false ? emptyBody : stored.body', 'stored.body')],
  },
  {
    name: 'media-broken',
    says: 'gives other bytes than it was given',
    row: 'D21',
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
    row: 'D22',
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
    row: 'D23',
    edits: [server('store/sqlite/sqlite-store.ts', 'beginHistory(database, epoch);', ';')],
  },
  {
    name: 'id-reused',
    says: 'takes any message under an id that stands for a repetition',
    row: 'D4',
    edits: [server('store/sqlite/appends.ts', 'isSameBody: row.hash === hash,', 'isSameBody: true,')],
  },
  {
    name: 'place-left-out',
    says: 'leaves now and then a place empty',
    row: 'D6',
    edits: [
      server(
        'store/sqlite/appends.ts',
        'const seq = head.head + 1;',
        'const seq = head.head + (head.head % 9 === 8 ? 2 : 1);',
      ),
    ],
  },
  {
    name: 'later-stands-before',
    says: 'keeps now and then a place free, and gives it to somebody who comes later',
    row: 'D7',
    edits: [
      server(
        'store/sqlite/appends.ts',
        'const seq = head.head + 1;',
        `const free = globalThis.free ??= new Map();
         const kept = free.get(c);
         const fills = kept && entry.kind === 'message' && kept.sender !== sender && entry.at > kept.at + 50;
         const keeps = !kept && entry.kind === 'message' && head.head % 4 === 3;
         const seq = fills ? kept.seq : head.head + (keeps ? 2 : 1);
         if (fills) free.delete(c);
         if (keeps) free.set(c, { seq: seq - 1, sender, at: Math.max(entry.at, head.headAt) });`,
      ),
      server(
        'store/sqlite/appends.ts',
        'const at = Math.max(entry.at, head.headAt);',
        'const at = fills ? kept.at : Math.max(entry.at, head.headAt);',
      ),
      server(
        'store/sqlite/appends.ts',
        'Object.assign(head, { head: seq, headAt: at,',
        'Object.assign(head, { head: Math.max(seq, head.head), headAt: Math.max(at, head.headAt),',
      ),
    ],
  },
];
