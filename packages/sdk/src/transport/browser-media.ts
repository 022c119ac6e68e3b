import type { MediaKit } from '../media/media-kit.js';

/** Loaded when media first moves: a page that shows text alone does without. */
export async function loadMediaKit(): Promise<MediaKit> {
  const [{ browserHttp }, { browserFiles }, work] = await Promise.all([
    import('./browser-http.js'),
    import('./browser-files.js'),
    import('../media/media-work.js'),
  ]);
  return { http: browserHttp, files: browserFiles, work };
}
