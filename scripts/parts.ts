import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const fromRoot = (...segments: string[]) => path.join(root, ...segments);

/** Where a run keeps its data, logs and process ids. */
export const dataFolder = path.resolve(process.env.DATA_DIR ?? fromRoot('.data'));

/** The slices, by folder: `mfe-<name>`. A new one needs a line here and its folder. */
export const slices = [
  { name: 'produits', portVariable: 'MFE_PRODUITS_PORT', defaultPort: 5174 },
  { name: 'utilisateurs', portVariable: 'MFE_UTILISATEURS_PORT', defaultPort: 5175 },
  { name: 'panier', portVariable: 'MFE_PANIER_PORT', defaultPort: 5176 },
] as const;

/** The folder that each part is built from, besides contracts and packages. */
export const builtParts = ['api', 'shell', ...slices.map(({ name }) => `mfe-${name}`)];

export interface Ports {
  shell: number;
  api: number;
  slices: { name: string; port: number }[];
}

/** Where everything listens on this machine. @throws Error on a value that is no port */
export function readPorts(environment: NodeJS.ProcessEnv): Ports {
  const port = (variable: string, fallback: number): number => {
    const value = environment[variable] ?? String(fallback);
    if (!/^\d{1,5}$/.test(value) || Number(value) > 65535 || Number(value) === 0) {
      throw new Error(`${variable}=${JSON.stringify(value)} is not a port; a number from 1 to 65535 is expected.`);
    }
    return Number(value);
  };
  return {
    shell: port('SHELL_PORT', 5173),
    api: port('API_PORT', 5000),
    slices: slices.map(({ name, portVariable, defaultPort }) => ({ name, port: port(portVariable, defaultPort) })),
  };
}

/** The value of FRONTEND_ORIGINS for slices that run on this machine. */
export const frontendOrigins = (ports: Ports): string =>
  ports.slices.map(({ name, port }) => `${name}=http://localhost:${port}`).join(',');
