import { PalaverProvider, useLive } from '@palaver/react';
import type { Client } from '@palaver/sdk';
import { useEffect } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { Updates } from './offline/updates.js';
import { chooseLanguage, chooseLocale, type PreferencesStore } from './preferences/preferences.js';
import { PreferencesProvider, usePreferences } from './preferences/provider.js';
import { ChatsScreen } from './screens/ChatsScreen.js';
import { EnterScreen } from './session/EnterScreen.js';
import { SessionProvider } from './session/provider.js';
import type { Session } from './session/session.js';
import { en } from './texts/en.js';
import { AppTexts } from './texts/provider.js';
import { zh } from './texts/zh.js';

export interface AppProps {
  readonly client: Client;
  readonly session: Session;
  readonly preferences: PreferencesStore;
  readonly updates: Updates;
}

export function App({ client, session, preferences, updates }: AppProps) {
  return (
    <PreferencesProvider store={preferences}>
      <PalaverProvider client={client}>
        <SessionProvider session={session}>
          <Localized session={session} updates={updates} />
        </SessionProvider>
      </PalaverProvider>
    </PreferencesProvider>
  );
}

function Localized({ session, updates }: Pick<AppProps, 'session' | 'updates'>) {
  const { theme, language } = usePreferences().value;
  const texts = chooseLanguage(language, navigator.languages) === 'zh' ? zh : en;
  useEffect(() => {
    document.documentElement.lang = texts.parts.locale;
  }, [texts]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  // Places stand behind the #: they work wherever the files are served, and a name may have a dot in it.
  return (
    <AppTexts texts={texts} locale={chooseLocale(texts.parts.locale, navigator.languages)}>
      <Router hook={useHashLocation}>
        <Screen session={session} updates={updates} />
      </Router>
    </AppTexts>
  );
}

function Screen({ session, updates }: Pick<AppProps, 'session' | 'updates'>) {
  const state = useLive(session);
  switch (state.kind) {
    case 'opening':
      return null;
    case 'out':
      return <EnterScreen ended={state.ended} />;
    case 'in':
      return <ChatsScreen newPassword={state.newPassword} updates={updates} />;
  }
}
