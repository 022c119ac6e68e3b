export interface Notice {
  /** One at a time of each chat. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** Where a click leads. */
  readonly place: string;
  readonly messageId: string;
}

/** 'unable': there is no service worker, as over a plain network address, or the browser has no notices. */
export type Permission = NotificationPermission | 'unable';

const registered = async () => navigator.serviceWorker?.getRegistration();

export const permission = (): Permission =>
  'Notification' in window && navigator.serviceWorker ? Notification.permission : 'unable';

/** To be called in answer to a click: browsers ask people then alone. */
export const askPermission = async (): Promise<Permission> =>
  permission() === 'unable' ? 'unable' : Notification.requestPermission();

/** Text stays text: a notice has no markup. It is silent, as the sound is the application's own. */
export async function showNotice({ tag, title, body, place, messageId }: Notice): Promise<void> {
  const registration = await registered();
  // Newer than the types: whoever looks away hears of each, not of the first alone.
  const again = { renotify: true };
  const options = {
    tag,
    body,
    icon: '/icon-192.png',
    badge: '/icon-192.png',
    silent: true,
    data: { place, messageId },
  };
  await registration?.showNotification(title, { ...options, ...again });
}

/** Takes back what was told of a chat; of one message, where it is named. */
export async function closeNotices(tag?: string, messageId?: string): Promise<void> {
  const registration = await registered();
  const notices = (await registration?.getNotifications(tag === undefined ? {} : { tag })) ?? [];
  for (const notice of notices)
    if (messageId === undefined || (notice.data as { messageId?: unknown }).messageId === messageId) notice.close();
}

/** Calls back with the place of a notice that was clicked. */
export function onNoticeClick(open: (place: string) => void, signal: AbortSignal): void {
  const hear = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'object' && data !== null && 'open' in data && typeof data.open === 'string') open(data.open);
  };
  navigator.serviceWorker?.addEventListener('message', hear, { signal });
}
