/** An account that a case made for itself. */
export interface Person {
  readonly username: string;
  readonly password: string;
  readonly appKey: string;
}
