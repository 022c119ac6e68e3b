// Where the system's Chromium is and how tests start it; shared by vitest's browser project and by end-to-end tests.
import { accessSync, constants } from 'node:fs';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of Chromium: CHROMIUM_PATH when set, else the first usual place that holds one, else undefined. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return isExecutable(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  return usualPaths.find(isExecutable);
}

/** Chromium refuses its sandbox to root, and must not talk to anyone but the test. */
export const chromiumArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Launch options for playwright, for `chromium.launch(chromiumLaunchOptions())`. Throws when there is no Chromium. */
export function chromiumLaunchOptions() {
  const executablePath = findChromium();
  if (!executablePath) {
    const asked = process.env.CHROMIUM_PATH;
    throw new Error(
      asked
        ? `CHROMIUM_PATH is ${asked}, which is not an executable file.`
        : 'Chromium was not found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    );
  }
  return { executablePath, args: chromiumArgs, headless: true };
}
