/** As large as a picture stands in a chat, in CSS pixels. */
const most = { width: 320, height: 360 };
const least = 96;
/** Where nobody knows the size. */
const guessed = { width: 240, height: 180 };

/** The room kept for a picture before its bytes are here, so that nothing moves when they come. */
export function frameSize(width = 0, height = 0): { readonly width: number; readonly height: number } {
  if (width <= 0 || height <= 0) return guessed;
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(least, Math.round(width * scale)), height: Math.max(least, Math.round(height * scale)) };
}
