import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { en } from './en.js';
import { createFormat, type Format } from './format.js';
import type { Texts } from './texts.js';

const Language = createContext<{ texts: Texts; format: Format }>({ texts: en, format: createFormat(en.locale) });

/** The language of the parts below: English without it. */
export function TextsProvider({ texts, children }: { texts: Texts; children: ReactNode }) {
  const value = useMemo(() => ({ texts, format: createFormat(texts.locale) }), [texts]);
  return <Language value={value}>{children}</Language>;
}

export const useTexts = (): Texts => useContext(Language).texts;
export const useFormat = (): Format => useContext(Language).format;
