import type { Refusal, Request, Response, Result, SendTarget, Target } from '@palaver/protocol';
import type { Services } from '../session/handlers/handler.js';
import { retractHandler } from '../session/handlers/retract.js';
import { lookAround, submitSend } from '../session/handlers/send.js';
import { backEndSender } from '../session/handlers/sender.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import { answered, ask } from './ask.js';

export interface Spoken {
  readonly from: UserRow;
  readonly fromType: 'user' | 'admin' | 'system';
  readonly to: SendTarget;
  readonly message: Request<'send'>['message'];
}

/** Messages that an application's back end sends and takes back, the way that everybody's go. */
export function createMessages(services: Services) {
  const retract = retractHandler(services);

  return {
    send: (
      application: ApplicationRow,
      { from, fromType, to, message }: Spoken,
    ): Promise<Result<Response<'send'>, Refusal>> =>
      answered((reply, unknown) => {
        const identity = { user: from, application };
        const sender = backEndSender(identity, fromType, unknown);
        const looked = lookAround(services, identity, { to, message });
        return submitSend(services, { sender, reply, isOver: false }, { to, message }, looked);
      }),

    retract: (
      application: ApplicationRow,
      { from, to, id }: { readonly from: UserRow; readonly to: Target; readonly id: string },
    ): Promise<Result<Response<'retract'>, Refusal>> => ask(retract, { user: from, application }, { to, id }),
  };
}
