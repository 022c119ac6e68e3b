/**
 * Whether a key may not stand beside another: they are one, or would make one id of two conversations.
 * `single_<appKey>_<username>` tells `bbbb_cccc` of `a` from `cccc` of `a_bbbb` only while no key goes on with another; ids of
 * avatars, while none ends with one.
 */
export const isAmbiguousBeside = (key: string, other: string): boolean =>
  key === other || continues(key, other) || continues(other, key);

const continues = (longer: string, shorter: string): boolean =>
  longer.startsWith(`${shorter}_`) || longer.endsWith(`_${shorter}`);
