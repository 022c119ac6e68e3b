export type { CheckOptions, Report, Summary } from './judge/check.js';
export { check } from './judge/check.js';
export type { Broken } from './judge/findings.js';
export { lineOf, readHistory } from './judge/lines.js';
export type { Acknowledged, Entry, Listed, Observation, SendBegun } from './judge/observation.js';
export { pairOf, singleOf } from './judge/observation.js';
