/** What the server takes of a name, and of a line about somebody or something, in bytes: a Chinese character has three. */
export const nameBytes = 64;
export const lineBytes = 250;

const utf8 = new TextEncoder();

export const isTooLong = (text: string, bytes: number): boolean => utf8.encode(text.trim()).length > bytes;
