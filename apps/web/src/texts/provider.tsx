import { TextsProvider } from '@palaver/react';
import { createContext, type ReactNode, useContext } from 'react';
import { en } from './en.js';
import type { Texts } from './texts.js';

const Language = createContext<Texts>(en);

export function AppTexts({ texts, locale, children }: { texts: Texts; locale: string; children: ReactNode }) {
  return (
    <TextsProvider texts={texts.parts} locale={locale}>
      <Language value={texts}>{children}</Language>
    </TextsProvider>
  );
}

export const useAppTexts = (): Texts => useContext(Language);
