import { useUnreadCount } from '@palaver/react';
import { useEffect } from 'react';

/** The number of unread messages stands where the tab shows it: in the title, as a dot on its picture, and on the installed application. */
export function useTitleBadge(): void {
  const count = useUnreadCount();
  useEffect(() => {
    document.title = count > 0 ? `(${count > 999 ? '999+' : count}) Palaver` : 'Palaver';
    showIcon(count > 0);
    // Not every browser has it, and it is refused where the application is not installed.
    navigator.setAppBadge?.(count).catch(() => undefined);
    return () => {
      document.title = 'Palaver';
      showIcon(false);
      navigator.clearAppBadge?.().catch(() => undefined);
    };
  }, [count]);
}

function showIcon(hasUnread: boolean): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (icon) icon.href = hasUnread ? '/icon-unread.svg' : '/icon.svg';
}
