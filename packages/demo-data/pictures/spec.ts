import type { PictureSpec } from '../src/types.ts';

/** The visual options of one kind of product. */
export type Spec<Kind extends PictureSpec['kind']> = Extract<PictureSpec, { kind: Kind }>;
