/** The files of this repository that name the slices whose servers the API follows. */
export const FOLLOWED_IN = [
  'docker-compose.yml',
  'k8s/base/kustomization.yaml',
  'k8s/base/api/kustomization.yaml',
  'k8s/overlays/production/kustomization.yaml',
] as const;

/** Adds a slice to one of these files. @throws Error when the file does not have the lines that it is added to */
export function follow(file: (typeof FOLLOWED_IN)[number], text: string, name: string): string {
  const variable = `MFE_${name.toUpperCase().replaceAll('-', '_')}`;
  const origins = (): [RegExp, string] => [/FRONTEND_ORIGINS[:=].*/, `$&,${name}=http://mfe-${name}:8080`];
  const additions: Record<typeof file, [place: RegExp, replacement: string][]> = {
    'docker-compose.yml': [
      origins(),
      [
        /\n {2}shell:\n/,
        `
  mfe-${name}:
    <<: *slice
    image: boutique/mfe-${name}:\${${variable}_VERSION:-1.0.0}
    build:
      dockerfile: mfe-${name}/Dockerfile
      args: { VERSION: "\${${variable}_VERSION:-1.0.0}", COMMIT: "\${${variable}_COMMIT:-unknown}" }
$&`.replaceAll('${', '$${'),
      ],
    ],
    'k8s/base/kustomization.yaml': [[/(?: {2}- mfe-.*\n)+/, `$&  - mfe-${name}\n`]],
    'k8s/base/api/kustomization.yaml': [origins()],
    'k8s/overlays/production/kustomization.yaml': [
      [
        /(?: {2}- name: boutique\/mfe-.*\n {4}newName: .*\n)+/,
        `$&  - name: boutique/mfe-${name}\n    newName: registry.example.com/boutique/mfe-${name}\n`,
      ],
    ],
  };
  return additions[file].reduce((before, [place, replacement]) => {
    if (!place.test(before)) throw new Error(`${file} has no line like ${place}: add mfe-${name} to it by hand.`);
    return before.replace(place, replacement);
  }, text);
}

/** The manifest of a slice among those of the shop. */
export const baseManifest = (own: string): string =>
  own
    .replace(/^#.*\n/, '')
    .replace('namespace: boutique\n', '')
    .replace('../../k8s/base/slice', '../slice');
