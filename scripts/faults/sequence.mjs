import { BaseSequencer } from 'vitest/node';

/** The faults one after the other, as the table has them. */
export const inOrder = (files) =>
  class extends BaseSequencer {
    async sort(specifications) {
      const rank = ({ moduleId }) => files.findIndex((file) => moduleId.endsWith(file));
      return [...specifications].sort((one, other) => rank(one) - rank(other));
    }
  };
