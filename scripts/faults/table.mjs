// The faults of the design, and the files of `packages/simulation` that make each. F15 needs many nodes: there are none yet.
export const faults = {
  F1: { title: 'kill -9 of the server under load', files: ['crash/kill'] },
  F2: { title: 'power cut', files: ['power-cut/power-cut'] },
  F3: { title: 'a flush fails', files: ['faults/flush-fails'] },
  F4: { title: 'disk full', files: ['faults/disk-full'] },
  F5: { title: 'the clock jumps', files: ['faults/clock-jumps'] },
  F6: { title: 'half-open connection', files: ['faults/half-open'] },
  F7: { title: 'loss, 1 MB/s, latency', files: ['faults/bad-line'] },
  F8: { title: 'frames doubled, reordered, dropped, cut', files: ['faults/bad-frames'] },
  F9: { title: 'a client is killed', files: ['faults/client-dies'] },
  F10: { title: 'two to five devices at once', files: ['faults/devices-at-once'] },
  F11: { title: 'a reconnect storm', files: ['faults/storm'] },
  F12: { title: 'clients that do not read', files: ['faults/slow-reader'] },
  F13: { title: 'poison messages', files: ['faults/poison'] },
  F14: { title: 'two servers on one data directory', files: ['faults/two-servers'] },
  F16: { title: 'old and new versions together', files: ['faults/versions'] },
  F17: { title: 'backup under load, restore', files: ['faults/backup'] },
};

/** Of so many acknowledged messages none may be lost, else “lost 0” says nothing. */
export const leastAcknowledged = 20_000;
/** Against so many broken servers, at least, the checker is tried. */
export const leastBroken = 12;
