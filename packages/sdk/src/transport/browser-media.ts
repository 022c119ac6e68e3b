import type { MediaKit } from '../media/media-kit.js';

/** Loaded when media first moves: who shows text alone does without. */
export const loadMediaKit = async (): Promise<MediaKit> => (await import('./browser-kit.js')).kit;
