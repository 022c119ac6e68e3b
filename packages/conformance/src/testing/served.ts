import { createServer, type Server } from '@palaver/server';
import type { Application } from '../world/machine.js';

/** A real server with applications of its own, as an operator makes them. */
export async function serve(data: string, allowedOrigins: string[] = []) {
  const server: Server = await createServer({ port: 0, data, allowedOrigins });
  const make = async (name: string): Promise<Application> => {
    const made = await server.admin.createApplication({ name });
    if (!made.ok) throw new Error(made.error.code);
    return { appKey: made.value.key, secret: made.value.secrets[0] ?? '' };
  };
  const { appKey, secret } = await make('home');
  const applications = [await make('other'), await make('friend'), await make('strict')];
  return { server, url: server.url, appKey, secret, applications };
}
