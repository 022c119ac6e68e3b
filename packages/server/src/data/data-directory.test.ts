import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../start-error.js';
import { findRunningServer, openDataDirectory } from './data-directory.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'palaver-data-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const refusalOf = async (path: string): Promise<StartError> => {
  try {
    (await openDataDirectory(path)).release();
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('the directory was taken');
};
const mode = (path: string) => statSync(path).mode & 0o777;

describe('a data directory', () => {
  it('[Operation] is made with its parents, and only its owner can enter it or read a file', async () => {
    const path = join(home, 'deep', 'data');
    const data = await openDataDirectory(path);
    data.keepMasterSecret('secret');
    data.announce('http://127.0.0.1:1', 'token');
    expect(mode(path)).toBe(0o700);
    const names = readdirSync(path);
    expect(names).toEqual(expect.arrayContaining(['master-secret', 'operator-token', 'palaver.db', 'server.json']));
    for (const name of names) expect(mode(join(path, name)), name).toBe(0o600);
    data.release();
    expect(findRunningServer(path)).toBeUndefined();
  });

  it('keeps the newest master secret, and leaves the file alone where it is that', async () => {
    const data = await openDataDirectory(join(home, 'data'));
    data.keepMasterSecret('first');
    const file = join(home, 'data', 'master-secret');
    const { ino } = statSync(file);
    data.keepMasterSecret('first');
    expect(statSync(file).ino).toBe(ino);
    data.keepMasterSecret('second');
    data.release();
    expect(readFileSync(file, 'utf8')).toBe('second\n');
  });

  it('tells where its server is', async () => {
    const data = await openDataDirectory(home);
    data.announce('http://127.0.0.1:1', 'token');
    expect(findRunningServer(home)).toEqual({ url: 'http://127.0.0.1:1', pid: process.pid, operatorToken: 'token' });
    data.release();
  });

  it('[F14] is refused to a second server, which learns who has it', async () => {
    const first = await openDataDirectory(home);
    first.announce('http://127.0.0.1:1', 'token');
    const refusal = await refusalOf(home);
    expect(refusal.reason).toBe('data_in_use');
    expect(refusal.message).toContain(`the server at http://127.0.0.1:1 (process ${process.pid})`);
    expect(findRunningServer(home)?.url).toBe('http://127.0.0.1:1');
    first.release();
    (await openDataDirectory(home)).release();
  });

  it('[F14] is refused while another process has it, and free at once when that was killed', async () => {
    const holder = spawn(process.execPath, ['--input-type=module', '-e', holdingProgram, home], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(holder, 'exit');
    try {
      (await openDataDirectory(home)).release();
      await once(holder.stdout, 'data');
      expect((await refusalOf(home)).reason).toBe('data_in_use');
    } finally {
      holder.kill('SIGKILL');
      await ended;
    }
    (await openDataDirectory(home)).release();
  });

  it('is not taken from somebody else', async () => {
    writeFileSync(join(home, 'diary.txt'), 'dear diary');
    const refusal = await refusalOf(home);
    expect(refusal.reason).toBe('data_foreign');
    expect(refusal.message).toContain('diary.txt');
    expect(readdirSync(home)).toEqual(['diary.txt']);
  });

  it('is not taken when its marker is not ours', async () => {
    for (const marker of ['', 'null', '{"format":"other","version":1}', '{"version":1}']) {
      writeFileSync(join(home, 'palaver.json'), marker);
      expect((await refusalOf(home)).reason, marker).toBe('data_foreign');
    }
  });

  it('[operation: newer] of a newer version is left alone', async () => {
    const marker = '{"format":"palaver-data","version":99}';
    writeFileSync(join(home, 'palaver.json'), marker);
    const refusal = await refusalOf(home);
    expect(refusal.reason).toBe('data_newer');
    expect(refusal.message).toContain('99');
    expect(readdirSync(home)).toEqual(['palaver.json']);
  });

  it('is taken up where an interrupted start left it', async () => {
    for (const left of ['lock', 'palaver.json.new']) writeFileSync(join(home, left), '');
    mkdirSync(join(home, 'lost+found'));
    (await openDataDirectory(home)).release();
    expect(existsSync(join(home, 'palaver.json'))).toBe(true);
  });

  it('that cannot be written says so, and what to do', async () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'below'), '/proc/palaver-data']) {
      const refusal = await refusalOf(path);
      expect(refusal.reason, path).toBe('data_unwritable');
      expect(refusal.message).toContain(path);
      expect(refusal.message).toContain('Name a directory');
    }
  });
});

/** What `lockFile` does, in a process of its own that needs no build. */
const holdingProgram = `
import Database from 'libsql';
import { join } from 'node:path';
const database = new Database(join(process.argv[1], 'lock'));
const hold = () => {
  try {
    database.exec('BEGIN EXCLUSIVE');
    process.stdout.write('held');
    setInterval(() => {}, 1000);
  } catch {
    setImmediate(hold);
  }
};
hold();
`;
