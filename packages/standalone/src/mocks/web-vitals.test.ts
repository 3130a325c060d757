import { describeWebVitals } from '@boutique/contract-testing/suites/web-vitals.suite';
import { webVitalsRoutes } from '@boutique/contracts/web-vitals';
import { mock } from '../mock.ts';
import { serveMocks } from '../serve-mocks.ts';

// no slice reports anything by itself, so none has a mock of it: here stands the one that it would have
describeWebVitals(() => serveMocks([mock(webVitalsRoutes.create, () => undefined)]));
