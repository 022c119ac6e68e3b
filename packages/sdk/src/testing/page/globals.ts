import type { Client } from '../../api.js';

declare global {
  /** What a test asks a page for. */
  var client: Client;
  var heardHere: string[];
}
