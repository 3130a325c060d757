import { defineStandalone } from '@boutique/standalone/define-standalone';

export default defineStandalone({ port: 5174 });
