import { expect, it } from 'vitest';
import { StoreFullError } from '../store.js';
import { createGroupCommit } from './group-commit.js';
import type { Task } from './writer.js';

const task = (id: string): Task => ({ kind: 'endSession', args: [id, 'reason'] });
const idOf = (each: Task) => (each.kind === 'endSession' ? each.args[0] : '');

/** A writer whose flushes end when the test says so. */
function cast() {
  const flushes: { ids: string[]; end: () => void; fail: (error: unknown) => void }[] = [];
  const group = createGroupCommit({
    run: (tasks) =>
      new Promise((resolve, reject) => {
        const ids = tasks.map(idOf);
        flushes.push({ ids, end: () => resolve(ids.map((id) => `did ${id}`)), fail: reject });
      }),
  });
  const flush = async (index: number) => {
    while (!flushes[index]) await undefined;
    return flushes[index];
  };
  return { group, flushes, flush };
}

it('[D1] flushes at once when idle, and all that comes meanwhile together; each has its answer after its flush', async () => {
  const { group, flushes, flush } = cast();
  const answered: unknown[] = [];
  const submit = (id: string) => group.submit(task(id)).then((answer) => answered.push(answer));
  const all = [submit('a'), submit('b')];
  const first = await flush(0);
  expect(first.ids).toEqual(['a', 'b']);
  all.push(submit('c'), submit('d'), submit('e'));
  expect(flushes).toHaveLength(1);
  expect(answered).toEqual([]);
  first.end();
  const second = await flush(1);
  expect(answered).toEqual(['did a', 'did b']);
  expect(second.ids).toEqual(['c', 'd', 'e']);
  second.end();
  await Promise.all(all);
  await group.idle();
  expect(answered).toHaveLength(5);
});

it('goes on after a full disk', async () => {
  const { group, flush } = cast();
  const refused = expect(group.submit(task('a'))).rejects.toBeInstanceOf(StoreFullError);
  (await flush(0)).fail(new StoreFullError('no room'));
  await refused;
  const answer = group.submit(task('b'));
  (await flush(1)).end();
  expect(await answer).toBe('did b');
});

it('[D1] never writes again after another failure, also what waited already', async () => {
  const { group, flushes, flush } = cast();
  const first = expect(group.submit(task('a'))).rejects.toThrow('EIO');
  await flush(0);
  const waited = expect(group.submit(task('b'))).rejects.toThrow('EIO');
  (await flush(0)).fail(new Error('EIO'));
  await Promise.all([first, waited]);
  await expect(group.submit(task('c'))).rejects.toThrow('EIO');
  expect(flushes).toHaveLength(1);
});
