import { type DeviceClass, deviceClass, type Platform } from '@palaver/protocol';
import type { ApplicationRow } from '../store/people-rows.js';

export const deviceClassOf = (platform: Platform): DeviceClass => deviceClass[platform];

/** Whether a new login ends the user's others of its class (O5). */
export const endsOthers = (application: ApplicationRow): boolean => application.settings.devices === 'one_per_class';
