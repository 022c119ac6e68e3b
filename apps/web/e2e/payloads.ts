/**
 * What people try to make a page run, 150 of it, each short enough for every field. Whatever runs calls `pwn()`. Where one
 * is put into a page as HTML, many do: the test proves it before it trusts that they do not.
 */
const tags = [
  ...['<script>pwn()</script>', '<img src=x onerror=pwn()>', '<svg onload=pwn()>', '<svg/onload=pwn()>'],
  ...['<body onload=pwn()>', '<iframe srcdoc="<script>parent.pwn()</script>">', '<iframe src=javascript:parent.pwn()>'],
  ...['<details open ontoggle=pwn()>', '<input autofocus onfocus=pwn()>', '<select autofocus onfocus=pwn()>'],
  ...['<textarea autofocus onfocus=pwn()>', '<video><source onerror=pwn()></video>', '<video src=x onerror=pwn()>'],
  ...['<audio src=x onerror=pwn()>', '<object data=x onerror=pwn()>', '<embed src=x onerror=pwn()>'],
  ...['<marquee onstart=pwn()>', '<a href=javascript:pwn()>x</a>', '<form action=javascript:pwn()><input type=submit>'],
  ...[
    '<math><a xlink:href=javascript:pwn()>x',
    '<svg><script>pwn()</script></svg>',
    '<svg><animate onbegin=pwn() dur=1s>',
  ],
  ...[
    '<style>@import "//evil.example/x";</style>',
    '<link rel=stylesheet href=//evil.example>',
    '<base href=//evil.example>',
  ],
  ...[
    '<meta http-equiv=refresh content="0;//evil.example">',
    '<img src=//evil.example/x>',
    '<button onclick=pwn()>x</button>',
  ],
  ...[
    '<div style="background:url(//evil.example)">',
    '<p style=animation:x onanimationstart=pwn()>',
    '<img/src/onerror=pwn()>',
  ],
];
const escapes = ['"', "'", '">', "'>", '</p>', '</textarea>', '</title>', '--><!--', ']]>', '`', '\\"'];
const others = [
  ...['javascript:pwn()', 'JaVaScRiPt:pwn()', 'java\tscript:pwn()', ' javascript:pwn()', 'javascript://x%0apwn()'],
  ...['data:text/html,<script>pwn()</script>', 'vbscript:pwn()', 'blob:pwn()', 'https://x" onmouseover="pwn()'],
  ...[
    "https://x' onmouseover='pwn()",
    'https://x/<img src=x onerror=pwn()>',
    'https://x`onclick=pwn()',
    'http:javascript:pwn()',
  ],
  ...[
    '&lt;script&gt;pwn()&lt;/script&gt;',
    '&#60;script&#62;pwn()',
    '\\u003cscript\\u003epwn()',
    '%3Cscript%3Epwn()%3C/script%3E',
  ],
  ...[
    '{{constructor.constructor("pwn()")()}}',
    '$' + '{pwn()}',
    '#{pwn()}',
    '<%= pwn() %>',
    '[x](javascript:pwn())',
    '![x](x)',
  ],
  ...[
    '__proto__',
    'constructor',
    '{"__html":"<img src=x onerror=pwn()>"}',
    '<scr<script>ipt>pwn()</script>',
    '<<script>pwn()//',
  ],
  ...[
    '<ScRiPt>pwn()</ScRiPt>',
    '<script\n>pwn()</script>'.replace('\n', '\t'),
    '<img src=x onerror=&#112;wn()>',
    '\u202e<svg onload=pwn()>',
  ],
  ...[
    '＜script＞pwn()＜/script＞',
    '<svg onload=pwn&lpar;&rpar;>',
    '<a/href=j&Tab;avascript:pwn()>x</a>',
    "';pwn();//",
    '";pwn();//',
  ],
];
const short = (text: string) => new TextEncoder().encode(text).length <= 60;
const escaped = escapes.flatMap((end) => tags.slice(0, 12).map((tag) => end + tag));

export const payloads: readonly string[] = [...new Set([...tags, ...others, ...escaped])].filter(short).slice(0, 150);
