import './styles/app.css';
import { createClient } from '@palaver/sdk';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { createUpdates } from './offline/updates.js';
import { createPreferences } from './preferences/preferences.js';
import { createSession } from './session/session.js';

const client = createClient({ url: location.origin });
const session = createSession(client);
const preferences = createPreferences(localStorage);
addEventListener('storage', () => preferences.reread());

// While one works on it the application comes from the development server.
const updates = createUpdates(import.meta.env.PROD ? navigator.serviceWorker : undefined, () => location.reload());

void session.resume();
// A server that was away may have come back in a new version.
client.status.subscribe(() => {
  if (client.status.get() === 'online') updates.check();
});
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App client={client} session={session} preferences={preferences} updates={updates} />
  </StrictMode>,
);
