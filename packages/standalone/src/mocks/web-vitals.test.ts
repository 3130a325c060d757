import { describeWebVitals } from '@boutique/contract-testing/suites/web-vitals.suite';
import { webVitalsRoutes } from '@boutique/contracts/web-vitals';
import { mock } from '../mock.ts';
import { serveMocks } from '../serve-mocks.ts';

// only the shell reports web vitals, so no slice has this mock: the test makes it
describeWebVitals(() => serveMocks([mock(webVitalsRoutes.create, () => undefined)]));
