import { OpenAPIHono } from '@hono/zod-openapi';
import { refuseInvalid } from '../problem.js';
import { applicationRoutes } from './application-routes.js';
import type { ApiEnv } from './credentials.js';
import { groupRoutes } from './group-routes.js';
import { messageRoutes } from './message-routes.js';
import { roomRoutes } from './room-routes.js';
import { type ApiDeps, createRoutes } from './route.js';
import { userRoutes } from './user-routes.js';

/** What an application's own back end may ask, for who has one of its master secrets. */
export function apiRoutes(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  const routes = createRoutes(deps);
  applicationRoutes(app, routes, deps);
  userRoutes(app, routes, deps);
  groupRoutes(app, routes, deps);
  roomRoutes(app, routes, deps);
  messageRoutes(app, routes, deps);
  app.openAPIRegistry.registerComponent('securitySchemes', 'application', {
    type: 'http',
    scheme: 'basic',
    description: 'appKey:masterSecret',
  });
  return app;
}
