import { createRequire } from 'node:module';

const versionOf = (name: string) =>
  (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;

/**
 * Modules of which the page holds one copy, the shell's. Slices carry their own as a fallback that is never downloaded
 * while the shell offers a version in range. The facade stands for react-router and TanStack Query, cut to what is used.
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
