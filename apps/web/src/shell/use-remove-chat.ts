import { useClient } from '@palaver/react';
import type { Target } from '@palaver/sdk';
import { useLocation } from 'wouter';

/** Deletes a chat from this device. */
export function useRemoveChat(): (target: Target) => void {
  const { conversations } = useClient();
  const [, navigate] = useLocation();
  return (target) => {
    // Away from it first: a chat that is open would be opened anew.
    navigate('/');
    conversations.remove(target).catch(() => undefined);
  };
}
