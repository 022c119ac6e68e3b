import { hasBytes, limits, type Refusal, refusal } from '@palaver/protocol';

/** What is wrong with a chatroom's name or description; nothing where they are as they must be. */
export function roomFault({ name, description }: { name?: string; description?: string }): Refusal | undefined {
  if (name !== undefined && !(isText(name, 1, limits.nameBytes) && /^[^\r\n]*$/.test(name)))
    return refusal('INVALID', `name: one line of 1 to ${limits.nameBytes} bytes`);
  if (description !== undefined && !isText(description, 0, limits.profileBytes))
    return refusal('INVALID', `description: at most ${limits.profileBytes} bytes`);
  return undefined;
}

const isText = (text: string, least: number, most: number): boolean =>
  (text as string & { isWellFormed(): boolean }).isWellFormed() && hasBytes(text, least, most);
