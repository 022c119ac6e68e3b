import './styles/app.css';
import { createClient } from '@palaver/sdk';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { createPreferences } from './preferences/preferences.js';
import { createSession } from './session/session.js';

const client = createClient({ url: location.origin });
const session = createSession(client);
const preferences = createPreferences(localStorage);

void session.resume();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App client={client} session={session} preferences={preferences} />
  </StrictMode>,
);
