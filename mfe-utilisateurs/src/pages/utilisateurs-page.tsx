import { useShell } from '@boutique/facade';

export function Component() {
  return <h1>utilisateurs {useShell().locale}</h1>;
}
