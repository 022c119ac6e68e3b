import { useUnreadCount } from '@palaver/react';
import { useEffect } from 'react';

/** The number of unread messages stands in the title, where the tab shows it. */
export function useTitleBadge(): void {
  const count = useUnreadCount();
  useEffect(() => {
    document.title = count > 0 ? `(${count > 999 ? '999+' : count}) Palaver` : 'Palaver';
    return () => {
      document.title = 'Palaver';
    };
  }, [count]);
}
