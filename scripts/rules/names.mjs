// Which rows of the design a test's name begins with: '[S29] …', '[S9 S10] …', '[S1 (part)] …'.

/** [{ id, isPart }] of a name; empty where it begins with no row. */
export function rowsOfName(name) {
  const inside = /^\s*\[([^\]]+)\]/.exec(name)?.[1];
  if (!inside || !/^[A-Z]\d+( \(part\))?([ ,]+[A-Z]\d+( \(part\))?)*$/.test(inside)) return [];
  return [...inside.matchAll(/([A-Z]\d+)( \(part\))?/g)].map(([, id, part]) => ({ id, isPart: part !== undefined }));
}
