import { defineConfig } from 'vitest/config';

/** Tests of a whole shop. Each project starts its own: one shop and one browser at a time. */
export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      {
        test: {
          name: 'journeys',
          include: ['*.spec.ts'],
          globalSetup: ['./shop.setup.ts'],
          testTimeout: 45_000,
          hookTimeout: 60_000,
        },
      },
      {
        // the shop as containers needs Docker with Compose 2.24 or newer
        test: {
          name: 'compose',
          include: ['shopper.spec.ts', 'page.spec.ts', 'compose/*.spec.ts'],
          globalSetup: ['./compose/compose.setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        // the shop on Kubernetes needs Minikube; images are built inside it
        test: {
          name: 'minikube',
          include: ['minikube/*.spec.ts'],
          globalSetup: ['./minikube/minikube.setup.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 240_000,
        },
      },
      {
        // needs promtool and prometheus, which npm does not install
        test: {
          name: 'observability',
          include: ['observability/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
