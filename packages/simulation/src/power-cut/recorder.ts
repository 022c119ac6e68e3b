import { fileURLToPath } from 'node:url';
import { compileLibrary } from '../faults/machine/compile.js';

const source = fileURLToPath(new URL('recorder.c', import.meta.url));

/** Builds the recorder; answers its file. */
export const buildRecorder = (directory: string): string => compileLibrary(source, directory);

/** The environment in which a process writes down what it does to the database. */
export const recording = (library: string, database: string, journal: string): Record<string, string> => ({
  LD_PRELOAD: library,
  RECORD_DATABASE: database,
  RECORD_JOURNAL: journal,
});
