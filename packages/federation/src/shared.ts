import { createRequire } from 'node:module';

const versionOf = (name: string) =>
  (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;

/**
 * Modules of which a page uses only the shell's copy. A slice's build contains its own copy, which browsers download
 * only if the shell's version is out of range. The facade contains the used functions of react-router and TanStack
 * Query.
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
    '@boutique/facade': singleton('@boutique/facade', '1.0.0'),
  };
}
