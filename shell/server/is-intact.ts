import { createHash } from 'node:crypto';
import type { Release } from '@boutique/contracts/release';

/** Whether a file is the one that the build wrote. */
export const isIntact = (content: Buffer, { size, integrity }: Release['files'][string]): boolean =>
  content.length === size && `sha384-${createHash('sha384').update(content).digest('base64')}` === integrity;
