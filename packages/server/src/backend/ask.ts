import {
  type Operation,
  ok,
  type Refusal,
  type Request,
  type Response,
  type Result,
  refusal,
  refused,
} from '@palaver/protocol';
import type { AskedHandler, Identity, Reply } from '../session/handlers/handler.js';

/** Lets an operation of the wire be done for somebody who has no connection. */
export const ask = <O extends Operation>(
  handler: AskedHandler<O>,
  identity: Pick<Identity, 'user' | 'application'>,
  request: Omit<Request<O>, 't' | 'r'>,
): Promise<Result<Response<O>, Refusal>> =>
  answered((reply, unknown) =>
    handler(request as Request<O>, { asker: { identity, unknown, isBackEnd: true }, reply }),
  );

/** What is said to a reply, as a promise. */
export const answered = <R>(
  begin: (reply: Reply, unknown: () => void) => void | Promise<void>,
): Promise<Result<R, Refusal>> =>
  new Promise((resolve, reject) => {
    const reply = {
      ok: (response: object) => resolve(ok(response as R)),
      text: (fields: string) => resolve(ok(JSON.parse(`{${fields}}`) as R)),
      refuse: (refusal: Refusal) => resolve(refused(refusal)),
    };
    Promise.resolve(begin(reply, () => resolve(refused(nobodyKnows)))).catch(reject);
  });

/** Neither done nor refused: whoever asks again with the same id or key learns which. */
export const nobodyKnows = refusal('TIMEOUT', 'It is not known whether this was done.');
