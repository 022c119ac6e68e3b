export { type SimulatedDisk, type SimulatedDiskOptions, simulatedDisk } from './store/simulated-disk.js';
