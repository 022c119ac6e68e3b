import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { en } from './en.js';
import { createFormat, type Format } from './format.js';
import type { Texts } from './texts.js';

const Language = createContext<{ texts: Texts; format: Format }>({ texts: en, format: createFormat(en.locale) });

export interface TextsProviderProps {
  readonly texts: Texts;
  /** BCP 47: how dates and numbers are written, where it is not as the texts' language has it: 'en-GB'. */
  readonly locale?: string;
  readonly children: ReactNode;
}

/** The language of the parts below: English without it. */
export function TextsProvider({ texts, locale = texts.locale, children }: TextsProviderProps) {
  const value = useMemo(() => ({ texts, format: createFormat(locale) }), [texts, locale]);
  return <Language value={value}>{children}</Language>;
}

export const useTexts = (): Texts => useContext(Language).texts;
export const useFormat = (): Format => useContext(Language).format;
