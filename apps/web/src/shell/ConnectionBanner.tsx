import { useConnectionProblem } from '@palaver/react';
import { RefreshCw, WifiOff } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';

/** Says why nothing goes out, once it lasts. The place is always there, so that what appears in it is read aloud. */
export function ConnectionBanner() {
  const { connection } = useAppTexts();
  const problem = useConnectionProblem();
  return (
    <output className="banner" data-problem={problem}>
      {problem && (
        <>
          {problem === 'catching_up' ? <RefreshCw aria-hidden /> : <WifiOff aria-hidden />} {connection[problem]}
        </>
      )}
    </output>
  );
}
