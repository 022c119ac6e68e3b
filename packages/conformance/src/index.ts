export { type Case, caseName, type Need, play, type Theme } from './case.js';
export { Broken } from './check.js';
export {
  type CaseResult,
  type ConformanceOptions,
  type ConformanceReport,
  lacks,
  runCase,
  runConformance,
} from './run.js';
export { rowTable, summary } from './table.js';
export { themes } from './themes.js';
export type { Line } from './world/line.js';
export type { Application, Machine } from './world/machine.js';
export type { SocketMaker } from './world/raw-device.js';
export { World } from './world/world.js';
