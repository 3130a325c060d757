import { describeAdministrationUtilisateurs } from '@boutique/contract-testing/suites/administration-utilisateurs.suite';
import { describeAdresses } from '@boutique/contract-testing/suites/adresses.suite';
import { describeCompte } from '@boutique/contract-testing/suites/compte.suite';
import { describeSession } from '@boutique/contract-testing/suites/session.suite';
import { mockVisitors } from '../mock-visitors.ts';
import { administrationMocks } from './administration.ts';
import { adressesMocks } from './adresses.ts';
import { compteMocks } from './compte.ts';
import { sessionMocks } from './session.ts';

const visitors = mockVisitors((shop) => [
  ...sessionMocks(shop),
  ...compteMocks(shop),
  ...adressesMocks(shop),
  ...administrationMocks(shop),
]);
describeSession(visitors);
describeCompte(visitors);
describeAdresses(visitors);
describeAdministrationUtilisateurs(visitors);
