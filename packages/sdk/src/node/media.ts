import type { MediaKit } from '../media/media-kit.js';

/** Loaded when media first moves. */
export async function loadMediaKit(): Promise<MediaKit> {
  const [{ nodeHttp }, { nodeFiles }, work] = await Promise.all([
    import('./http.js'),
    import('./files.js'),
    import('../media/media-work.js'),
  ]);
  return { http: nodeHttp, files: nodeFiles, work };
}
