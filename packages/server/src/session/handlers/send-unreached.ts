import { type Refusal, type Request, refusal } from '@palaver/protocol';
import { hashedText } from '../../domain/send.js';
import type { Outcome } from '../../store/batch.js';
import type { Services } from './handler.js';
import type { SendAsked } from './send.js';
import { fromTypeOf } from './sender.js';

/**
 * A send to somebody whom the sender cannot reach: he does not exist, or does no more. What is in the log already is
 * acknowledged again (D2, D4); for all else the answer takes the same way whether there is such a user or not.
 */
export function answerUnreached(
  services: Services,
  asked: SendAsked,
  request: Pick<Request<'send'>, 'to' | 'message'>,
): void {
  find(services, asked, request).then(
    (found) => ('code' in found ? asked.reply.refuse(found) : asked.reply.text(found.answer)),
    () => asked.sender.unknown(),
  );
}

async function find(
  services: Services,
  { sender }: SendAsked,
  { to, message }: Pick<Request<'send'>, 'to' | 'message'>,
): Promise<Refusal | { readonly answer: string }> {
  const { store, directory, digest } = services;
  const { user, application } = sender.identity;
  const command = { fromType: fromTypeOf(sender.voice), message };
  const stands = await lookUp(services, user.id, message.id, '');
  if (stands.kind !== 'repeated') return refusal('NOT_FOUND');
  const { c } = stands;
  const peer = 'user' in to ? await directory.known(application, { username: to.user, appKey: to.appKey }) : undefined;
  if (!peer || (await store.findSingle(user.id, peer.id)) !== c) return refusal('ID_REUSED');
  const same = await lookUp(services, user.id, message.id, digest(hashedText(c, command)));
  if (same.kind !== 'repeated' || !same.isSameBody) return refusal('ID_REUSED');
  return { answer: `"c":${c},"seq":${same.seq},"at":${same.at},"sid":"${same.sid}"` };
}

const lookUp = ({ batcher }: Services, sender: number, id: string, hash: string): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    batcher.add({
      operations: [{ op: 'lookup', sender, id, hash }],
      isReading: true,
      settled: ([outcome]) => (outcome ? resolve(outcome) : reject(new Error('A look-up without an outcome.'))),
      full: () => reject(new Error('No room to look.')),
    });
  });
