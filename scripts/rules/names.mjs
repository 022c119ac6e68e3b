// Which rows of the design a test's name begins with: '[S29] …', '[S9 S10] …', '[S1 (part)] …'; attacks are rows by their
// group: '[Rights D22] …'.

const id = '(?:[A-Z]\\d+|Sessions|Rights|Input|Media|Web|Load|Operation)(?: \\(part\\))?';
const row = new RegExp(`^${id}(?:[ ,]+${id})*$`);

/** [{ id, isPart }] of a name; empty where it begins with no row. */
export function rowsOfName(name) {
  const inside = /^\s*\[([^\]]+)\]/.exec(name)?.[1];
  if (!inside || !row.test(inside)) return [];
  return [...inside.matchAll(/([A-Z]\w+)( \(part\))?/g)].map(([, id, part]) => ({ id, isPart: part !== undefined }));
}
