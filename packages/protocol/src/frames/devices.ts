import * as v from 'valibot';
import { platformSchema } from '../ids.js';
import * as json from '../json.js';

/** The devices of the account: each is a session that has not ended (O5). The one seen last comes first. */
export const devicesListRequest = json.object({});
export const devicesListResponse = json.object({
  devices: v.array(
    json.object({
      id: v.string(),
      platform: platformSchema,
      name: v.string(),
      /** It is the one that asks. */
      isCurrent: v.boolean(),
      isOnline: v.boolean(),
      /** Server time in ms. */
      lastSeenAt: json.number,
    }),
  ),
});
export type DeviceCard = v.InferOutput<typeof devicesListResponse>['devices'][number];

/** Ends that device's session, as if it had logged out; the own one as well. NOT_FOUND where the user has no such device. */
export const devicesEndRequest = json.object({ id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) });
export const devicesEndResponse = json.object({});
