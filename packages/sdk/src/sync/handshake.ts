import { type Clock, type EndReason, protocolVersion, type Request, type Response } from '@palaver/protocol';
import type { TransportPort } from '../transport/transport.js';
import { Link, type Loss, type Refusal } from './link.js';

export type Hello = Omit<Request<'login'>, 'version' | 'credentials'>;
export type WireCredentials = Request<'login'>['credentials'];

export type Greeting =
  | { readonly type: 'accepted'; readonly link: Link; readonly answer: Response<'login'> }
  | { readonly type: 'refused'; readonly refusal: Refusal; readonly ended: EndReason | undefined }
  | ({ readonly type: 'lost' } & Loss);

export interface NetworkPorts {
  readonly transport: TransportPort;
  readonly url: string;
  readonly clock: Clock;
}

/** Opens a connection and logs in on it. `done` is called once; the answer's function gives up. */
export function greet(
  ports: NetworkPorts,
  hello: Hello,
  credentials: WireCredentials,
  done: (greeting: Greeting) => void,
): () => void {
  let isDone = false;
  const finish = (greeting: Greeting) => {
    if (isDone) return;
    isDone = true;
    done(greeting);
  };
  const link: Link = new Link(ports, () => {
    link.ask('login', { ...hello, version: protocolVersion, credentials }, (outcome) => {
      if (outcome.type === 'answer') {
        link.setHeartbeat(outcome.value.heartbeatMs);
        finish({ type: 'accepted', link, answer: outcome.value });
      } else if (outcome.type === 'refusal') {
        finish({ type: 'refused', refusal: outcome.refusal, ended: outcome.refusal.ended });
        link.drop();
      }
    });
  });
  link.onLoss((loss) => finish({ type: 'lost', ...loss }));
  return () => {
    isDone = true;
    link.drop();
  };
}
