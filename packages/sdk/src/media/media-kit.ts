import type { StoredFile } from '../conversation/records.js';
import type { FilesPort } from '../transport/files.js';
import type { HttpPort } from '../transport/http.js';

/** All that media needs: the ports of the runtime, and the rooms of this package that are loaded with them. */
export interface MediaKit {
  readonly http: HttpPort;
  readonly files: FilesPort;
  readonly work: typeof import('./media-work.js');
}

/** A file of a message in the making; its bytes, unless they stay in a file of the machine. */
export interface MadeFile {
  readonly file: StoredFile;
  readonly blob?: Blob;
}

/** Which media of a message is to be had, and by whom it can be called off. */
export interface DownloadAsked {
  readonly conversation: string;
  readonly message: string;
  readonly variant: 'original' | 'thumbnail';
  readonly ticket: string;
}
