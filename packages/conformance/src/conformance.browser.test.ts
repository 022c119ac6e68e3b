import { indexedDbStore } from '@palaver/sdk';
import { afterAll, beforeAll, describe } from 'vitest';
import { commands } from 'vitest/browser';
import { describeConformance } from './testing/suite.js';
import type { Line } from './world/line.js';
import type { Machine } from './world/machine.js';

type Told = Pick<Machine, 'url' | 'appKey' | 'secret' | 'applications'> & { readonly control: string };
declare module 'vitest/browser' {
  interface BrowserCommands {
    startConformanceHost(origin: string): Promise<Told>;
    stopConformanceHost(url: string): Promise<void>;
  }
}

describe('devices in Chromium with IndexedDB', () => {
  let machine: Machine;
  beforeAll(async () => {
    const { control, ...told } = await commands.startConformanceHost(location.origin);
    machine = {
      ...told,
      WebSocket,
      store: (name) => indexedDbStore(name),
      line: () => openLine(control),
      // As text, so that the browser asks nobody's leave first. A back end's calls are no page's to make.
      fetch: (url, request) => fetch(`${control}/call`, { method: 'POST', body: JSON.stringify({ url, ...request }) }),
    };
  });
  afterAll(() => commands.stopConformanceHost(machine.url));
  describeConformance(() => machine, ['foreignSocket']);
});

/** A page cannot cut its own network: the host does. */
async function openLine(control: string): Promise<Line> {
  const { at, url } = (await (await fetch(`${control}/open`)).json()) as { at: number; url: string };
  const ask = (verb: string) => async () => {
    await fetch(`${control}/${verb}/${at}`);
  };
  return { url, cut: ask('cut'), mend: ask('mend'), close: ask('close') };
}
