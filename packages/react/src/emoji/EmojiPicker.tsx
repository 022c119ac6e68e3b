import { Car, Clock, Coffee, Flag, Hash, Lightbulb, PawPrint, Search, Smile, Trophy, Users } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/provider.js';
import { type Emoji, type EmojiGroup, emojiBySign, emojiGroups, emojiOf, findEmoji } from './emoji-list.js';
import { recentEmoji, rememberEmoji } from './recent-emoji.js';

type Page = EmojiGroup | 'recent';

const icons: Readonly<Record<Page, ReactNode>> = {
  recent: <Clock />,
  faces: <Smile />,
  people: <Users />,
  animals: <PawPrint />,
  food: <Coffee />,
  travel: <Car />,
  activities: <Trophy />,
  objects: <Lightbulb />,
  symbols: <Hash />,
  flags: <Flag />,
};
const columns = 8;

/** Emoji by group, by what was chosen last, or by a word in English or Chinese. */
export function EmojiPicker({ onChoose, onClose }: { onChoose: (sign: string) => void; onClose: () => void }) {
  const { emoji: say, locale } = useTexts();
  const [recent] = useState(() => emojiBySign(recentEmoji()));
  const [page, setPage] = useState<Page>(recent.length > 0 ? 'recent' : 'faces');
  const [wanted, setWanted] = useState('');
  const panel = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    search.current?.focus({ preventScroll: true });
    const onPointerDown = ({ target }: Event) => {
      const isOpener = (target as Element).closest('.pv-emoji-button') !== null;
      if (!panel.current?.contains(target as Node) && !isOpener) close.current();
    };
    addEventListener('pointerdown', onPointerDown, true);
    return () => removeEventListener('pointerdown', onPointerDown, true);
  }, []);

  const isSearching = wanted.trim() !== '';
  const shown = isSearching ? findEmoji(wanted) : page === 'recent' ? recent : emojiOf(page);
  const choose = (sign: string) => {
    rememberEmoji(sign);
    onChoose(sign);
  };
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const [first] = shown;
    if (event.key === 'Enter' && first) choose(first.sign);
    if (event.key === 'ArrowDown') panel.current?.querySelector<HTMLElement>('.pv-emoji-grid button')?.focus();
    if (event.key === 'Enter' || event.key === 'ArrowDown') event.preventDefault();
  };
  return (
    <div
      ref={panel}
      className="pv-emoji"
      role="dialog"
      aria-label={say.label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <label className="pv-emoji-search">
        <Search aria-hidden />
        <input
          ref={search}
          type="search"
          value={wanted}
          maxLength={40}
          placeholder={say.search}
          aria-label={say.search}
          autoComplete="off"
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={onSearchKey}
        />
      </label>
      <div className="pv-emoji-tabs">
        {(['recent', ...emojiGroups] as const).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={!isSearching && name === page}
            aria-label={say.groups[name]}
            title={say.groups[name]}
            onClick={() => {
              setWanted('');
              setPage(name);
            }}
          >
            {icons[name]}
          </button>
        ))}
      </div>
      <Grid key={isSearching ? wanted : page} emoji={shown} isChinese={locale.startsWith('zh')} onChoose={choose} />
      {shown.length === 0 && <p className="pv-emoji-none">{isSearching ? say.nothing : say.noRecent}</p>}
    </div>
  );
}

interface GridProps {
  readonly emoji: readonly Emoji[];
  readonly isChinese: boolean;
  readonly onChoose: (sign: string) => void;
}

/** One stop of the Tab key; the arrows walk in it. */
function Grid({ emoji, isChinese, onChoose }: GridProps) {
  const [at, setAt] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    const next = step === undefined ? undefined : buttons[at + step];
    if (!next) return;
    event.preventDefault();
    setAt(at + (step ?? 0));
    next.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys walk among the buttons in it.
    <div className="pv-emoji-grid" onKeyDown={onKeyDown}>
      {emoji.map(({ sign, en, zh }, n) => (
        <button
          key={sign}
          type="button"
          tabIndex={n === at ? 0 : -1}
          title={isChinese ? zh : en}
          aria-label={isChinese ? zh : en}
          onFocus={() => setAt(n)}
          onClick={() => onChoose(sign)}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}
