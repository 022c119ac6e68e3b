import { describeStore } from '../store-contract.js';
import { openTemporary } from './testing/temporary.js';

describeStore('SQLite store with its writer in a thread', openTemporary({ isInThread: false }), { isDurable: true });
