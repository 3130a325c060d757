import { defineConfig } from 'vitest/config';

/** All tests but the browser journeys, which e2e/ runs against a started shop. */
export default defineConfig({
  test: { projects: ['api', 'contracts', 'shell', 'mfe-*', 'packages/*', 'scripts'] },
});
