/** Where a menu stands beside: an element's box, or a point with equal sides. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** So near to the edge of the window a menu may come. */
const margin = 8;

/** Below its box and along its beginning; above, or along its end, where there is no room. */
export function placeMenu(beside: Box, menu: Size, window: Size): { readonly left: number; readonly top: number } {
  const isRightHalf = beside.left + menu.width > window.width - margin;
  const left = isRightHalf ? beside.right - menu.width : beside.left;
  const isLow = beside.bottom + menu.height > window.height - margin;
  const top = isLow && beside.top - menu.height >= margin ? beside.top - menu.height : beside.bottom;
  return {
    left: within(left, window.width - menu.width),
    top: within(top, window.height - menu.height),
  };
}

const within = (wanted: number, most: number) => Math.max(margin, Math.min(wanted, most - margin));
