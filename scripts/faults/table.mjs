// The faults of the design, and the files of `packages/simulation` that make each. F15 needs many nodes: there are none yet.
export const faults = {
  F1: { title: 'kill -9 of the server under load', files: ['crash/kill'] },
  F2: { title: 'power cut', files: ['power-cut/power-cut'] },
  F3: { title: 'a flush fails', files: ['faults/flush-fails'] },
};

/** Of so many acknowledged messages none may be lost, else “lost 0” says nothing. */
export const leastAcknowledged = 20_000;
