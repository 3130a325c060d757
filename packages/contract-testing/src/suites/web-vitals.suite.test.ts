import { webVitalsRoutes } from '@boutique/contracts/web-vitals';
import { mock } from '../mock.ts';
import { serveMocks } from '../serve-mocks.ts';
import { describeWebVitals } from './web-vitals.suite.ts';

// no slice reports anything by itself, so none has a mock of it: here stands the one that it would have
describeWebVitals(() => serveMocks([mock(webVitalsRoutes.create, () => undefined)]));
