import { defineSlice } from '@boutique/federation/define-slice';
import { declaration } from './src/declaration.ts';

export default defineSlice(declaration, {
  port: 5177,
  standalone: () => import('@boutique/standalone/vite-plugins'),
});
