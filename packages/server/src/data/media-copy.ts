import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The length and the hash of a file's bytes. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(part as Buffer);
    bytes += (part as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Copies a file whose name is its hash, flushed: 'copied', or why there is none. */
export async function copyMedia(from: string, to: string, sha256: string): Promise<'copied' | 'missing' | 'differs'> {
  const hash = createHash('sha256');
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const partial = `${to}.part`;
  const target = await open(partial, 'w', 0o600);
  try {
    for await (const part of createReadStream(from, { highWaterMark: 1024 * 1024 })) {
      hash.update(part as Buffer);
      await target.writeFile(part as Buffer);
    }
    await target.sync();
  } catch (error) {
    await target.close();
    rmSync(partial);
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && syscall === 'open') return 'missing';
    throw error;
  }
  await target.close();
  const isSame = hash.digest('hex') === sha256;
  if (isSame) renameSync(partial, to);
  else rmSync(partial);
  return isSame ? 'copied' : 'differs';
}
