import { mesuresRoutes } from '@boutique/contracts/mesures';
import { mock } from '../mock.ts';
import { serveMocks } from '../serve-mocks.ts';
import { describeMesures } from './mesures.suite.ts';

// no slice reports anything by itself, so none has a mock of it: here stands the one that it would have
describeMesures(() => serveMocks([mock(mesuresRoutes.create, () => undefined)]));
