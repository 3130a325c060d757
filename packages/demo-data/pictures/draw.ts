import type { PictureSpec } from '../src/types.ts';
import { drawCable } from './cable.ts';
import { drawChair } from './chair.ts';
import { drawDesktop } from './desktop.ts';
import { drawDock } from './dock.ts';
import { drawGamepad } from './gamepad.ts';
import { drawHeadset } from './headset.ts';
import { drawKeyboard } from './keyboard.ts';
import { drawLaptop } from './laptop.ts';
import { drawMicrophone } from './microphone.ts';
import { drawMouse } from './mouse.ts';
import { drawNetwork } from './network.ts';
import { drawScreen } from './screen.ts';
import { drawSpeaker } from './speaker.ts';
import { drawStorage } from './storage.ts';
import { drawWebcam } from './webcam.ts';

/** SVG marks of a product, without the `svg` element: `fitToPicture` adds it. */
export function drawPicture(spec: PictureSpec): string {
  switch (spec.kind) {
    case 'cable':
      return drawCable(spec);
    case 'chair':
      return drawChair(spec);
    case 'desktop':
      return drawDesktop(spec);
    case 'dock':
      return drawDock(spec);
    case 'gamepad':
      return drawGamepad(spec);
    case 'headset':
      return drawHeadset(spec);
    case 'keyboard':
      return drawKeyboard(spec);
    case 'laptop':
      return drawLaptop(spec);
    case 'microphone':
      return drawMicrophone(spec);
    case 'mouse':
      return drawMouse(spec);
    case 'network':
      return drawNetwork(spec);
    case 'screen':
      return drawScreen(spec);
    case 'speaker':
      return drawSpeaker(spec);
    case 'storage':
      return drawStorage(spec);
    case 'webcam':
      return drawWebcam(spec);
  }
}
