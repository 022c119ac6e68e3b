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
import type { AskedHandler, Identity } from '../session/handlers/handler.js';

/** Lets an operation of the wire be done for somebody who has no connection. */
export function ask<O extends Operation>(
  handler: AskedHandler<O>,
  identity: Pick<Identity, 'user' | 'application'>,
  request: Omit<Request<O>, 't' | 'r'>,
): Promise<Result<Response<O>, Refusal>> {
  return new Promise((resolve, reject) => {
    const reply = {
      ok: (response: object) => resolve(ok(response as Response<O>)),
      text: (fields: string) => resolve(ok(JSON.parse(`{${fields}}`) as Response<O>)),
      refuse: (refusal: Refusal) => resolve(refused(refusal)),
    };
    const asker = { identity, unknown: () => resolve(refused(nobodyKnows)) };
    Promise.resolve(handler(request as Request<O>, { asker, reply })).catch(reject);
  });
}

/** Neither done nor refused: whoever asks again with the same id or key learns which. */
export const nobodyKnows = refusal('TIMEOUT', 'It is not known whether this was done.');
