/** What somebody else wrote, for a terminal: nothing in it moves the cursor, colours the screen or turns the line around. */
export const readable = (text: string): string =>
  text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (mark) =>
    mark === '\n' ? '\n    ' : mark === '\t' ? '\t' : '\ufffd',
  );
