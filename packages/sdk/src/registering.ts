import { ImError, type Request } from '@palaver/protocol';
import type { Client } from './api.js';
import type { Link } from './sync/link.js';

type Connect = (onOpen: () => void) => Link;

/** Makes an account, on a connection of its own that needs no session. */
export async function register(
  connect: Connect,
  appKey: string | undefined,
  account: Parameters<Client['register']>[0],
): Promise<void> {
  const isObject = typeof account === 'object' && account !== null;
  if (!isObject) throw new ImError('INVALID', 'An account has a username and a password.');
  const { username, password, ...profile } = account;
  await askOnce(connect, {
    ...(appKey !== undefined && { appKey }),
    username,
    password,
    ...(Object.keys(profile).length > 0 && { profile: profile as Request<'register'>['profile'] }),
  });
}

function askOnce(connect: Connect, request: Request<'register'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const link: Link = connect(() => {
      link
        .request('register', request)
        .then(() => resolve(), reject)
        .finally(() => link.drop());
    });
    link.onLoss(() => reject(new ImError('OFFLINE')));
  });
}
