const notifierLock = 'palaver.notifier';
const seenLock = (conversationId: string) => `palaver.seen.${conversationId}`;

/** A browser without locks, as over a plain network address, has no notices either: each tab is by itself. */
const locks = (): LockManager | undefined => (navigator as { locks?: LockManager }).locks;

/** Holds a lock until the signal; the browser gives it back when the page goes away, however it goes. */
function hold(name: string, mode: LockMode, signal: AbortSignal, onHeld: () => void): void {
  const wait = () =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      onHeld();
      signal.addEventListener('abort', () => resolve());
    });
  // Given up while it waited in line: nothing to do.
  locks()
    ?.request(name, { mode, signal }, wait)
    .catch(() => undefined);
}

/** Among the tabs of a browser one tells of new messages. Calls back when it is this one. */
export function becomeNotifier(signal: AbortSignal, onChosen: () => void): void {
  if (locks()) hold(notifierLock, 'exclusive', signal, onChosen);
  else onChosen();
}

/** Says to all tabs that somebody looks at a chat, for as long as the signal lasts. */
export function lookAt(conversationId: string, signal: AbortSignal): void {
  hold(seenLock(conversationId), 'shared', signal, () => undefined);
}

/** Whether somebody looks at a chat in any tab. */
export async function isLookedAt(conversationId: string): Promise<boolean> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return held.some(({ name }) => name === seenLock(conversationId));
}
