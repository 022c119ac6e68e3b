import { describe, expect, it } from 'vitest';
import { type BuiltFile, cacheNameOf, keptPath, staleCaches } from '../../worker/answers.js';

const files: BuiltFile[] = ['/', '/assets/index-1a2b.js', '/icon.svg'].map((path) => ({ path, integrity: 'sha256-x' }));
const origin = 'https://chat.example';
const path = (url: string, mode = 'no-cors', method = 'GET') =>
  keptPath(files, { url: origin + url, mode, method }, origin);

describe('[web: offline-first] the worker answers', () => {
  it('the page where it is opened, and what was built', () => {
    expect(path('/', 'navigate')).toBe('/');
    expect(path('/?utm=1', 'navigate')).toBe('/');
    expect(path('/assets/index-1a2b.js')).toBe('/assets/index-1a2b.js');
    expect(path('/icon.svg')).toBe('/icon.svg');
    expect(path('/assets/part-of-the-version-before-3c4d.js')).toBe('/assets/part-of-the-version-before-3c4d.js');
  });

  it('neither the API, nor media, nor another page, nor another origin, nor anything but a GET', () => {
    for (const url of ['/api/limits', '/media/1', '/socket', '/healthz', '/sw.js']) expect(path(url)).toBeUndefined();
    expect(path('/api/reference', 'navigate')).toBeUndefined();
    expect(path('/icon.svg', 'cors', 'POST')).toBeUndefined();
    expect(
      keptPath(files, { url: 'https://elsewhere.example/', mode: 'navigate', method: 'GET' }, origin),
    ).toBeUndefined();
  });
});

describe('[web: offline-first] a version', () => {
  it('is named by what is in it', () => {
    const changed = files.map((file) => (file.path === '/' ? { ...file, integrity: 'sha256-y' } : file));
    expect(cacheNameOf(files)).not.toBe(cacheNameOf(changed));
    expect(cacheNameOf(files)).toBe(cacheNameOf([...files]));
  });

  it('leaves the one before to tabs that still run it, and nothing older', () => {
    expect(staleCaches(['palaver-1', 'another', 'palaver-2', 'palaver-3'], 'palaver-3')).toEqual(['palaver-1']);
    expect(staleCaches(['palaver-3'], 'palaver-3')).toEqual([]);
  });
});
