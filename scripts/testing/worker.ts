// A worker thread written in TypeScript, for source-hooks.test.mjs.
import { parentPort } from 'node:worker_threads';
import { twice } from './twice.js';

const answer: number = twice(21);
parentPort?.postMessage(answer);
