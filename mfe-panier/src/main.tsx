import '@boutique/ui/base.css';
import { withScenario } from '@boutique/contract-testing/scenarios';
import { startStandalone } from '@boutique/federation/standalone.tsx';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlers } from './mocks/handlers.ts';

await startStandalone({ declaration, slice, handlers: withScenario(handlers, location.search) });
