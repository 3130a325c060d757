import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const fromRoot = (...segments: string[]) => path.join(root, ...segments);

/** Folder for a run's data, logs and process ids. */
export const dataFolder = path.resolve(process.env.DATA_DIR ?? fromRoot('.data'));

/** The package.json of a slice's workspace. */
interface SliceManifest {
  /** Default port of its server on this machine. */
  boutique: { port: number };
}

/** All slices: every folder `mfe-<name>`, sorted by port. */
export const slices = readdirSync(root)
  .filter((folder) => /^mfe-[a-z]/.test(folder) && existsSync(fromRoot(folder, 'package.json')))
  .map((folder) => {
    const { boutique } = JSON.parse(readFileSync(fromRoot(folder, 'package.json'), 'utf8')) as SliceManifest;
    const portVariable = `${folder.toUpperCase().replaceAll('-', '_')}_PORT`;
    return { name: folder.slice('mfe-'.length), portVariable, defaultPort: boutique.port };
  })
  .sort((a, b) => a.defaultPort - b.defaultPort);

/** Folders of all parts that have a build. */
export const builtParts = ['api', 'shell', ...slices.map(({ name }) => `mfe-${name}`)];

export interface Ports {
  shell: number;
  api: number;
  slices: { name: string; port: number }[];
}

/** The ports of all parts on this machine. @throws Error on a value that is not a port */
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

/** Where every server listens; see `listen` of packages/http-server. By default reachable only from this machine. */
export const listenHost = process.env.BOUTIQUE_HOST || 'localhost';

/** The address at which browsers and other parts reach the part with this port. */
export function addressOf(port: number): string {
  if (['::', '0.0.0.0'].includes(listenHost)) return `http://localhost:${port}`;
  return `http://${listenHost.includes(':') ? `[${listenHost}]` : listenHost}:${port}`;
}

/** The value of FRONTEND_ORIGINS for slices that run on this machine. */
export const frontendOrigins = (ports: Ports): string =>
  ports.slices.map(({ name, port }) => `${name}=${addressOf(port)}`).join(',');
