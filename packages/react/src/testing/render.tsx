import type { Client } from '@palaver/sdk';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';
import { PalaverProvider } from '../hooks/provider.js';

/** Puts a view into the page until the test has ended. */
export function render(client: Client, view: ReactNode): HTMLElement {
  const host = document.createElement('div');
  host.style.cssText = 'display:grid;grid-template-rows:minmax(0,1fr);width:400px;height:500px';
  document.body.append(host);
  const root = createRoot(host);
  root.render(
    <StrictMode>
      <PalaverProvider client={client}>{view}</PalaverProvider>
    </StrictMode>,
  );
  onTestFinished(() => {
    root.unmount();
    host.remove();
  });
  return host;
}
