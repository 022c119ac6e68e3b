import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const clone = fileURLToPath(new URL('../../../', import.meta.url));

/** What a reader does with a block of the tutorial: writes it into a file, or runs it in the clone or in his application. */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'run' | 'background'; readonly where: 'palaver' | 'app'; readonly text: string };

/** Every block of a text, in order. Throws where one says nothing of what becomes of it: no block may go untried. */
export function stepsOf(markdown: string): Step[] {
  return [...markdown.matchAll(/^```(\w*)([^\n]*)\n(.*?)^```/gms)].map(([, language, words = '', text = '']) => {
    const name = /(?:^| )file=(\S+)/.exec(words)?.[1];
    if (name !== undefined) return { kind: 'file', name, text };
    const where = / (palaver|app)\b/.exec(words)?.[1] as 'palaver' | 'app' | undefined;
    if (language !== 'sh' || where === undefined) throw new Error(`nobody runs this block:\n${text}`);
    return { kind: words.includes('background') ? 'background' : 'run', where, text };
  });
}

/** A reader's machine: a directory beside the clone, and two free ports in place of those of the text. */
export interface Desk {
  readonly shop: string;
  follow(step: Step): Promise<void>;
  leave(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), 'palaver-tutorial-'));
  const app = join(home, 'my-shop');
  await mkdir(join(app, 'data'), { recursive: true });
  const [server, shop] = [await freePort(), await freePort()];
  const here = (text: string) =>
    text
      .replaceAll('../my-shop', app)
      .replaceAll(':8800', `:${server}`)
      .replaceAll('--port 8800', `--port ${server}`)
      .replaceAll(':3000', `:${shop}`)
      .replaceAll('listen(3000)', `listen(${shop})`);
  // npm takes what it has already where it may, at the versions that this repository is tested with.
  const env = { ...withoutTests(process.env), npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' };
  const running: ChildProcess[] = [];
  const cwd = { palaver: clone, app };

  async function write(name: string, text: string): Promise<void> {
    const path = join(app, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, here(text));
    if (name === 'package.json') await writeFile(join(app, 'package-lock.json'), await lockFor(text));
  }

  async function begin(text: string, where: keyof typeof cwd): Promise<void> {
    // Its own group: what npm starts ends with it.
    const child = spawn('sh', ['-c', here(text)], { cwd: cwd[where], env, stdio: 'ignore', detached: true });
    running.push(child);
    const url = `http://localhost:${where === 'palaver' ? server : shop}/`;
    while (
      !(await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (child.exitCode !== null) throw new Error(`it ended: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  return {
    shop: `http://localhost:${shop}`,
    async follow(step) {
      if (step.kind === 'file') return write(step.name, step.text);
      if (step.kind === 'background') return begin(step.text, step.where);
      await promisify(execFile)('sh', ['-ec', here(step.text)], { cwd: cwd[step.where], env });
    },
    async leave() {
      for (const child of running) {
        const ended = once(child, 'exit');
        if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGTERM');
        else continue;
        await ended;
      }
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A reader's environment knows nothing of the tests: with their NODE_ENV, React would be built for development. */
const withoutTests = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(NODE_ENV|NODE_OPTIONS|VITEST.*|TEST|npm_.*)$/.test(name)),
  );

/** The lock of this repository for another application: npm drops from it what that one does not need. */
async function lockFor(manifest: string): Promise<string> {
  const { name, dependencies, devDependencies } = JSON.parse(manifest) as Record<string, unknown>;
  const ours = JSON.parse(await readFile(join(clone, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { link?: boolean }>;
  };
  const third = Object.entries(ours.packages).filter(([path, { link }]) => path.startsWith('node_modules/') && !link);
  const packages = { '': { name, dependencies, devDependencies }, ...Object.fromEntries(third) };
  return JSON.stringify({ name, lockfileVersion: 3, requires: true, packages });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
