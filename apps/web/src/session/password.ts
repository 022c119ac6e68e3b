// Without those that are mistaken for others: 0 and o, 1, l and i.
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const groups = 4;
const groupLength = 4;

/** A password no one guesses and anybody can copy by hand, such as `h4kd-7mwe-p2rt-xq9b`: 79 bits. */
export function makePassword(): string {
  const characters: string[] = [];
  while (characters.length < groups * groupLength) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    // Values beyond the last full round would favour the first letters.
    if (byte < 256 - (256 % alphabet.length)) characters.push(alphabet[byte % alphabet.length] as string);
  }
  return Array.from({ length: groups }, (_, at) =>
    characters.slice(at * groupLength, (at + 1) * groupLength).join(''),
  ).join('-');
}
