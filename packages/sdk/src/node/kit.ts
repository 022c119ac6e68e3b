import type { MediaKit } from '../media/media-kit.js';
import * as work from '../media/media-work.js';
import { nodeFiles } from './files.js';
import { nodeHttp } from './http.js';

export const kit: MediaKit = { http: nodeHttp, files: nodeFiles, work };
