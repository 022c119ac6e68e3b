/** A way to the server that can be cut: another address at which the same server answers. */
export interface Line {
  readonly url: string;
  /** Breaks every connection and lets none through. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}
