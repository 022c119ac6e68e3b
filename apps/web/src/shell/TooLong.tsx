import { useAppTexts } from '../texts/provider.js';
import { isTooLong } from './is-too-long.js';

/** Says, while one writes, that the server would not take as much. */
export function TooLong({ text, bytes }: { text: string; bytes: number }) {
  const { details } = useAppTexts();
  if (!isTooLong(text, bytes)) return null;
  return (
    <small className="error" role="alert">
      {details.tooLong}
    </small>
  );
}
