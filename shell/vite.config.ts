import { defineShell } from '@boutique/federation/define-shell';
import { devGateway } from './dev-gateway.ts';

export default defineShell({ port: Number(process.env.PORT ?? 5173), plugins: [devGateway()] });
