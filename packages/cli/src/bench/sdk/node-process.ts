import { join } from 'node:path';
import process from 'node:process';
import { sqliteStore } from '@palaver/sdk/node';
import { play, type Scene, type SdkTimes } from './scenario.js';

/** The SDK in a Node process of its own, on files. */
export interface NodeOrder {
  readonly scene: Scene;
  readonly directory: string;
}
export type NodeNews = { readonly times: SdkTimes } | { readonly fault: string };

process.once('message', (order: NodeOrder) => void answer(order));

async function answer({ scene, directory }: NodeOrder): Promise<void> {
  const news = await play(scene, (name) => sqliteStore(join(directory, `${name}.db`))).then(
    (times): NodeNews => ({ times }),
    (error: unknown): NodeNews => ({ fault: String(error) }),
  );
  process.send?.(news, () => process.exit());
}
