import { identityRules } from './identity-rules.ts';
import { networkRules } from './network-rules.ts';
import type { Rule } from './overlay.ts';
import { referenceRules } from './reference-rules.ts';
import { rolloutRules } from './rollout-rules.ts';
import { shape } from './shapes.ts';

/** Our own rules beyond the schema. They rely on the types, so check the schema first. */
export const rules: readonly Rule[] = [shape, ...rolloutRules, ...identityRules, ...networkRules, ...referenceRules];
