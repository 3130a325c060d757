import { createHmac } from 'node:crypto';

/** The signature by which a gateway accepts an override of a slice by this value: a version, or an origin. */
export const signOverride = (key: string, slice: string, value: string): string =>
  createHmac('sha256', key).update(`${slice}=${value}`).digest('base64url');
