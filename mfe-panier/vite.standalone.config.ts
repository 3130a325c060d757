import { defineStandalone } from '@boutique/federation/define-standalone';

export default defineStandalone({ port: 5176 });
