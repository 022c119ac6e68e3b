// `node --import patching.js`: the product is loaded with the fault that PALAVER_FAULT names.
import { register } from 'node:module';
import { faults } from './faults.js';

const fault = process.env['PALAVER_FAULT'];
if (fault !== undefined) {
  const broken = faults.find(({ name }) => name === fault);
  if (!broken) throw new Error(`there is no fault “${fault}”`);
  register(new URL('./patch-loader.js', import.meta.url), { data: broken.edits });
}
