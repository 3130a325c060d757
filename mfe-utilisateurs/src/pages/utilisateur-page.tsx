import { useShell } from '@boutique/facade';

export function Component() {
  return <h1>utilisateur {useShell().locale}</h1>;
}
