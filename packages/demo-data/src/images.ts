import type { DemoImage } from './types.ts';

export const demoImages: Record<string, DemoImage> = {};
