export { createLine } from './line.js';
export { nodeMachine, rememberedStores } from './machine.js';
