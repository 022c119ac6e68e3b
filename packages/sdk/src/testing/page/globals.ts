import type { Client } from '../../api.js';
import type { content } from '../../content.js';

declare global {
  /** What a test asks a page for. */
  var client: Client;
  var make: typeof content;
  var heardHere: string[];
}
