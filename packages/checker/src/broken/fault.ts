/** A change of one line of the product. `find` stands once in its file, and no type stands in it: the built file has it, too. */
export interface Edit {
  /** Below `packages`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** What is wrong with a product that the checker must find. */
export interface Fault {
  readonly name: string;
  readonly says: string;
  /** The row by which it must be found. */
  readonly row: string;
  readonly edits: readonly Edit[];
}

export const server = (path: string, find: string, replace: string): Edit => ({
  file: `server/src/${path}`,
  find,
  replace,
});
export const sdk = (path: string, find: string, replace: string): Edit => ({ file: `sdk/src/${path}`, find, replace });
