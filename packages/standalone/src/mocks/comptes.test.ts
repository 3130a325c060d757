import { describeAdministrationUtilisateurs } from '@boutique/contract-testing/suites/administration-utilisateurs.suite';
import { describeAdresses } from '@boutique/contract-testing/suites/adresses.suite';
import { describeCompte } from '@boutique/contract-testing/suites/compte.suite';
import { describeSession } from '@boutique/contract-testing/suites/session.suite';
import { mockBrowsers } from '../mock-browsers.ts';
import { administrationMocks } from './administration.ts';
import { adressesMocks } from './adresses.ts';
import { compteMocks } from './compte.ts';
import { sessionMocks } from './session.ts';

const browsers = mockBrowsers((shop) => [
  ...sessionMocks(shop),
  ...compteMocks(shop),
  ...adressesMocks(shop),
  ...administrationMocks(shop),
]);
describeSession(browsers);
describeCompte(browsers);
describeAdresses(browsers);
describeAdministrationUtilisateurs(browsers);
