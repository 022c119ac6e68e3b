// Strange messages that pass validation: against the server (F13 of `npm run faults`) and in the web application.

/** Texts that have broken programs before: each may stand wherever a text may. */
export const strangeTexts = [
  ' ',
  '\u0000',
  '\u0000before and after\u0000',
  'null',
  '__proto__',
  'constructor',
  '"; drop table entries; --',
  "' or 1=1 --",
  '{"t":"ok","r":1}',
  ']}',
  '\\',
  '\\u0000',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '\u202Eright to left\u202C',
  '\u2066isolated',
  '\uFEFFbom',
  'e\u0301 and é',
  `z${'\u0335\u0300\u0316'.repeat(300)}algo`,
  '👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'a\r\nb\tc\u0007\u001b[31m',
  '\u2028\u2029\u0085',
  '\uFFFF\uFFFE',
  '𝕳𝖎 \u{10FFFF}',
  '%s %n %00 {{x}} {0}',
  '../../etc/passwd',
  'C:\\CON',
  '(((((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+',
  '-1e308',
  'http://[::1]:99999/%ff',
  `${'a'.repeat(3_999)}!`,
  '好'.repeat(4_000),
  '\n'.repeat(1_000),
];

const deep = (levels) => `${'{"in":'.repeat(levels)}0${'}'.repeat(levels)}`;

/** Contents as JSON, as a device could write it: so also what no program of ours would make. */
const contents = [
  ...strangeTexts.map((text) => JSON.stringify({ type: 'text', text })),
  '{"type":"text","text":"twice","text":"the last one"}',
  '{"text":"order","type":"text"}',
  '{"type":"text","text":"more","__proto__":{"text":"polluted"},"constructor":1,"toString":null,"then":"x"}',
  '{"type":"text","text":"\\ud83d\\ude00\\u0000"}',
  ...strangeTexts.slice(0, 30).map((address, at) =>
    JSON.stringify({
      type: 'location',
      latitude: at % 2 ? -90 : 90,
      longitude: at % 2 ? 180 : -180,
      scale: 0,
      address,
    }),
  ),
  '{"type":"location","latitude":-0,"longitude":5e-324,"scale":1.7976931348623157e308,"address":""}',
  ...strangeTexts
    .slice(0, 28)
    .map((kind) => JSON.stringify({ type: 'custom', kind: kind.slice(0, 64), data: { [kind]: kind } })),
  '{"type":"custom","kind":"x","data":{"__proto__":{"a":1},"constructor":{"prototype":{}},"":0,"length":1e21}}',
  `{"type":"custom","kind":"deep","data":${deep(24)}}`,
  `{"type":"custom","kind":"wide","data":{"list":[${Array(3_000).fill('null').join(',')}]}}`,
  '{"type":"custom","kind":"empty","data":{}}',
  ...['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'hologram', ' ', '\u0000', 'Text', 'texт', '0'].map(
    (type) => JSON.stringify({ type, text: { not: ['a', 'text'] }, media: 7, event: null }),
  ),
];

/** What may stand beside a content. */
const besides = [
  '"extras":{"__proto__":"a","constructor":"b","":"c","n":-0,"least":5e-324,"most":1.7976931348623157e308}',
  '"extras":{}',
  '"mentions":"all"',
  '"mentions":[]',
  '"replyTo":{"id":"0000000000000000","seq":9007199254740991}',
  '"replyTo":{"id":"________________","seq":1}',
  '"unreadIncrement":0',
  '"unreadIncrement":100',
  '"notify":false,"needReadReceipt":true',
  '"notification":{"title":"\\u0000","alert":"\\u202e","atPrefix":"<b>"}',
  '"from":{"username":"somebody else"},"seq":1,"at":0,"sid":"1","recipients":-1,"kind":"event"',
  '"__proto__":{"content":{"type":"text","text":"other"}},"toJSON":"x","valueOf":1',
];

/** Messages without their ids, each as JSON: every content, and every thing that may stand beside one. */
export const poison = [
  ...contents.map((content) => `"content":${content}`),
  ...besides.map((more, at) => `"content":{"type":"text","text":"beside ${at}"},${more}`),
];
