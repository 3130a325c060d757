import type { SHELL as RegisterName } from '@boutique/contracts/release';

/** The name of the shell in the register. The contract's own constant is beside schemas, which browsers do not load. */
export const SHELL: typeof RegisterName = 'shell';
