/** A promise was broken. `row` names it, as in the contract. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly row: string;

  constructor(row: string, message: string) {
    super(message);
    this.row = row;
  }
}

export function must(row: string, holds: boolean, message: () => string): asserts holds {
  if (!holds) throw new Violation(row, message());
}
