/** Listeners by event name. One that throws is reported and harms no other. */
export class Emitter<Events> {
  private readonly listeners = new Map<keyof Events, Set<(event: never) => void>>();

  private readonly onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.onError = onError;
  }

  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): () => void {
    const known = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, known);
    // A wrapper of its own, so that one function may listen twice and each subscription ends alone.
    const own = (event: never) => listener(event);
    known.add(own);
    return () => known.delete(own);
  }

  emit<K extends keyof Events>(type: K, event: Events[K]): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) {
      try {
        (listener as (event: Events[K]) => void)(event);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
