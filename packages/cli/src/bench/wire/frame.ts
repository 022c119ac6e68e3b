/** A client's text frame. The mask is zero, so the bytes stand as they are and can be changed in place. */
export function clientFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const header = body.length < 126 ? 2 : 4;
  if (body.length > 0xffff) throw new Error('A frame of a load is short.');
  const frame = Buffer.alloc(header + 4 + body.length);
  frame[0] = 0x81;
  frame[1] = 0x80 | (header === 2 ? body.length : 126);
  if (header === 4) frame.writeUInt16BE(body.length, 2);
  body.copy(frame, header + 4);
  return frame;
}

/** A number as so many digits, without zeros in front: `least` is the first that may be written. */
export function writeDigits(frame: Buffer, at: number, digits: number, value: number): void {
  let rest = value;
  for (let place = at + digits - 1; place >= at; place--) {
    frame[place] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}

/** The number that begins at a byte. */
export function readDigits(bytes: Buffer, at: number): number {
  let value = 0;
  for (let place = at; ; place++) {
    const digit = (bytes[place] as number) - 48;
    if (!(digit >= 0 && digit <= 9)) return value;
    value = value * 10 + digit;
  }
}

/** Behind the number that begins at a byte. */
export function afterDigits(bytes: Buffer, at: number): number {
  let place = at;
  while ((bytes[place] as number) >= 48 && (bytes[place] as number) <= 57) place++;
  return place;
}
