import type { Page } from 'playwright-core';

export interface Account {
  readonly username: string;
  readonly password: string;
}
export type Answer = Readonly<Record<string, unknown>>;

/**
 * Somebody who has no use for our client: frames as he likes, from a page of the same origin, one after the other, each
 * until it is not put off any more; as JSON where no object says the same. Answers in the order of the frames.
 */
export function frames(page: Page, account: Account, all: readonly (object | string)[]): Promise<readonly Answer[]> {
  return page.evaluate(
    async ({ account, all }) => {
      const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/socket`, 'palaver.v1.json');
      await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
      let r = 0;
      const waiting = new Map<unknown, (answer: Answer) => void>();
      socket.addEventListener('message', ({ data }) => {
        const answer = JSON.parse(String(data)) as Answer;
        waiting.get(answer['r'])?.(answer);
      });
      const once = (frame: object | string) =>
        new Promise<Answer>((resolve) => {
          waiting.set(++r, resolve);
          const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
          socket.send(`{"r":${r},${text.slice(1)}`);
        });
      const ask = async (frame: object | string): Promise<Answer> => {
        const answer = await once(frame);
        if (answer['code'] !== 'RATE_LIMITED') return answer;
        await new Promise((resolve) => setTimeout(resolve, Number(answer['retryAfterMs'])));
        return ask(frame);
      };
      await ask({ t: 'register', ...account });
      const credentials = { kind: 'password', ...account };
      const answers = [await ask({ t: 'login', version: 1, platform: 'ios', credentials })];
      for (const frame of all) answers.push(await ask(frame));
      socket.close();
      return answers;
    },
    { account, all },
  );
}

/** Brings a small file, which any number of messages may then show. */
export async function upload(page: Page, token: string): Promise<object> {
  return page.evaluate(async (token) => {
    const body = new TextEncoder().encode('a file');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const headers = { authorization: `Bearer ${token}`, 'palaver-kind': 'file', 'palaver-sha256': sha256 };
    const answer = await fetch('/media/a-file-of-mallory-1', { method: 'PUT', headers, body });
    return (await answer.json()) as object;
  }, token);
}
