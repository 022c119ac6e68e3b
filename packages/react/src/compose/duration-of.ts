/** A browser that finds nothing by then will not. */
const patienceMs = 10_000;
/** Behind the end of everything: asked for it, a browser looks for the true end. */
const farAway = 1e7;

/** Seconds of a video; 0 where this browser cannot tell. A recording that was never finished does not say: its end is looked for. */
export async function durationOf(file: Blob): Promise<number> {
  const url = URL.createObjectURL(file);
  const video = document.createElement('video');
  video.preload = 'metadata';
  video.muted = true;
  video.src = url;
  try {
    await happened(video, 'loadedmetadata', () => true);
    if (video.duration === Number.POSITIVE_INFINITY) {
      video.currentTime = farAway;
      await happened(video, 'durationchange', () => Number.isFinite(video.duration));
    }
    return Number.isFinite(video.duration) ? video.duration : 0;
  } catch {
    return 0;
  } finally {
    video.removeAttribute('src');
    URL.revokeObjectURL(url);
  }
}

function happened(video: HTMLVideoElement, event: string, isEnough: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, patienceMs);
    const settle = (end: () => void) => {
      clearTimeout(timer);
      end();
    };
    video.addEventListener(event, () => isEnough() && settle(resolve));
    video.addEventListener('error', () => settle(reject), { once: true });
  });
}
