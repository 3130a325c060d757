import { createRequire } from 'node:module';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';

/** Versions of shared modules, by name; a name that ends in `/` stands for all modules below it. */
export type SharedModules = Readonly<Record<string, { version: string; requiredVersion: string }>>;

const versionOf = (name: string) =>
  (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;

/**
 * Modules of which a page uses only the shell's copy. The facade contains the used functions of react-router and
 * TanStack Query; it is part of the contract between shell and slices, whose version it has.
 */
export function sharedModules() {
  const singleton = (name: string, version = versionOf(name)) => ({
    singleton: true,
    version,
    requiredVersion: `^${version}`,
  });
  const react = singleton('react');
  return {
    react,
    'react/': react,
    'react-dom': singleton('react-dom'),
    '@boutique/facade': singleton('@boutique/facade', `${CONTRACT_VERSION}.0.0`),
  };
}
