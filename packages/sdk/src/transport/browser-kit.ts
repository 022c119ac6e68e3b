import type { MediaKit } from '../media/media-kit.js';
import * as work from '../media/media-work.js';
import { browserFiles } from './browser-files.js';
import { browserHttp } from './browser-http.js';

export const kit: MediaKit = { http: browserHttp, files: browserFiles, work };
