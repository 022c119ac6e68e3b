import { indexedDbStore } from '@palaver/sdk';
import { play, type Scene } from './scenario.js';

/** In a page: what drives the browser calls it. */
Object.assign(globalThis, { play: (scene: Scene) => play(scene, (name) => indexedDbStore(name)) });
