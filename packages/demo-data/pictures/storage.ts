import { drawExternalHdd, drawExternalSsd } from './external-drive.ts';
import { drawM2, drawSata } from './internal-drive.ts';
import { drawNas } from './nas.ts';
import { drawSdCard } from './sd-card.ts';
import type { Spec } from './spec.ts';
import { drawUsbKey } from './usb-key.ts';

export function drawStorage(spec: Spec<'storage'>): string {
  switch (spec.form) {
    case 'm2':
      return drawM2(spec);
    case 'sata':
      return drawSata(spec);
    case 'external-ssd':
      return drawExternalSsd(spec);
    case 'external-hdd':
      return drawExternalHdd(spec);
    case 'nas':
      return drawNas(spec, spec.bays ?? 2);
    case 'usb-key':
      return drawUsbKey(spec);
    case 'sd-card':
      return drawSdCard(spec);
  }
}
