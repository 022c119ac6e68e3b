import type { Content, CustomContent, CustomKinds, Message } from '@palaver/sdk';
import { createContext, type ReactNode, useContext } from 'react';

/** Draws what a message says. Undefined or null: our own view of it. */
export type Renderer<C extends Content = Content> = (message: Message<C>) => ReactNode;

type Shown = Exclude<Content['type'], 'custom' | 'event' | 'prompt'>;

/** Views of one's own, by the kind of content; custom content by the name of its kind. */
export type Renderers = { readonly [K in Shown]?: Renderer<Extract<Content, { type: K }>> } & {
  readonly custom?: { readonly [K in keyof CustomKinds & string]?: Renderer<Extract<CustomContent, { kind: K }>> };
};

const RenderersContext = createContext<Renderers>({});

/** What messages look like in all parts below. Give it the same object at every rendering. */
export function RenderersProvider({ renderers, children }: { renderers: Renderers; children: ReactNode }) {
  return <RenderersContext value={renderers}>{children}</RenderersContext>;
}

/** How whoever embeds the parts draws a message; undefined where he leaves it to us. */
export function useOwnView(message: Message): ReactNode {
  const renderers = useContext(RenderersContext);
  const { content } = message;
  const byKind = renderers as Readonly<Record<string, Renderer | undefined>>;
  const byName = renderers.custom as Readonly<Record<string, Renderer | undefined>> | undefined;
  const render = content.type === 'custom' ? own(byName, content.kind) : own(byKind, content.type);
  return render?.(message);
}

/** Never what an object is born with: the name of a kind comes from a message. */
const own = (map: Readonly<Record<string, Renderer | undefined>> | undefined, name: string) =>
  map && Object.hasOwn(map, name) ? map[name] : undefined;
