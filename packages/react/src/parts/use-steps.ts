import { useLayoutEffect, useState } from 'react';
import { nextStep, type TimelineRow } from './timeline-rows.js';

/** The rows as the list is given them: a change at both ends as two changes at one. `onStep` is called behind each. */
export function useSteps(wanted: readonly TimelineRow[], onStep: () => void): readonly TimelineRow[] {
  const [shown, setShown] = useState(wanted);
  const step = shown === wanted ? wanted : nextStep(shown, wanted);
  useLayoutEffect(
    () =>
      // Before the next frame, and behind the rendering, in which the list may not render again.
      queueMicrotask(() => {
        onStep();
        setShown(step);
      }),
    [step, onStep],
  );
  return step;
}
