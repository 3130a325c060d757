import type { TestProject } from 'vitest/node';
import { type ShopPorts, startShop } from './shop.ts';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
    apiUrl: string;
    ports: ShopPorts;
    dataFolder: string;
  }
}

/** One shop for all journeys, started by `npm start`. */
export default async function setup({ provide }: TestProject) {
  const shop = await startShop();
  provide('url', shop.url);
  provide('apiUrl', shop.apiUrl);
  provide('ports', shop.ports);
  provide('dataFolder', shop.dataFolder);
  return async () => {
    const code = await shop.stop();
    if (code !== 0) throw new Error(`npm start ended with ${code}:\n${shop.output()}`);
  };
}
