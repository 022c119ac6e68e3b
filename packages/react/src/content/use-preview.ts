import { useEffect, useState } from 'react';

/** A blurred picture from its few bytes, as an address; undefined until it is made, or where there is none. */
export function usePreview(preview: string | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!preview) return;
    let isWanted = true;
    import('thumbhash')
      .then(({ thumbHashToDataURL }) => {
        const bytes = Uint8Array.from(atob(preview), (character) => character.charCodeAt(0));
        if (isWanted) setUrl(thumbHashToDataURL(bytes));
      })
      // What cannot be read is only decoration.
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [preview]);
  return url;
}
