import { mockVisitors } from '../mock-visitors.ts';
import { administrationMocks } from '../mocks/administration.ts';
import { adressesMocks } from '../mocks/adresses.ts';
import { compteMocks } from '../mocks/compte.ts';
import { sessionMocks } from '../mocks/session.ts';
import { describeAdministrationUtilisateurs } from './administration-utilisateurs.suite.ts';
import { describeAdresses } from './adresses.suite.ts';
import { describeCompte } from './compte.suite.ts';
import { describeSession } from './session.suite.ts';

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
