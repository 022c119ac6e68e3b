import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodeNews } from './node-process.js';
import type { Scene, SdkTimes } from './scenario.js';

export async function playInNode(scene: Scene): Promise<SdkTimes> {
  const directory = await mkdtemp(join(tmpdir(), 'palaver-bench-'));
  const child = fork(fileURLToPath(new URL('./node-process.js', import.meta.url)));
  try {
    return await new Promise<SdkTimes>((resolve, reject) => {
      child.on('message', (news: NodeNews) => ('times' in news ? resolve(news.times) : reject(new Error(news.fault))));
      child.on('exit', (code) => reject(new Error(`The device ended with ${code}.`)));
      child.send({ scene, directory });
    });
  } finally {
    child.kill();
    await rm(directory, { recursive: true, force: true });
  }
}
