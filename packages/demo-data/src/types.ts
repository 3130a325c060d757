import type { Avis } from '@boutique/contracts/avis';
import type { Langue } from '@boutique/contracts/common';
import type { Role } from '@boutique/contracts/utilisateurs';

/** One text in every language of the shop. */
export type Texte = Record<Langue, string>;

export interface DemoCategorie {
  slug: string;
  nom: Texte;
  ordre: number;
}

export interface DemoUtilisateur {
  id: string;
  nom: string;
  email: string;
  role: Role;
  profilPublic: boolean;
}

/** A file in `images/`, with the hash of its bytes. */
export interface DemoFile {
  sha256: string;
  fichier: string;
}

/** A rendered picture, a WebP; width and height in pixels. */
export interface DemoImage extends DemoFile {
  largeur: number;
  hauteur: number;
  /** The same picture as AVIF, the narrowest first. */
  variantes: (DemoFile & { largeur: number })[];
}

/** The written data of a product, in both languages. `id` is a UUID v7 of the time `creeLe`; `categorie` is a slug. */
export interface DemoFiche {
  id: string;
  slug: string;
  categorie: string;
  marque: string;
  nom: Texte;
  description: Texte;
  caracteristiques: { nom: Texte; valeur: Texte }[];
  prixCentimes: number;
  stock: number;
  creeLe: string;
  alt: Texte;
  picture: PictureSpec;
}

/** A product with the mean and number of its reviews. */
export interface DemoProduit extends DemoFiche {
  note: number | null;
  nombreAvis: number;
}

/** A review by a buyer of the product. `id` is a UUID v7 of the time `creeLe`. */
export interface DemoAvis extends Avis {
  produitId: string;
  auteur: string;
}

/** `#rrggbb` */
type Couleur = `#${string}`;

/** Every picture has a main colour and a second one for lights, trims and details. */
interface Colours {
  body: Couleur;
  accent: Couleur;
}

/** The shape and colours of a product's illustration. */
export type PictureSpec = Colours &
  (
    | {
        kind: 'laptop';
        form: 'clamshell' | 'convertible' | 'gaming';
        /** Two ends of the gradient on screen. */
        wallpaper: [Couleur, Couleur];
        keys: Couleur;
      }
    | {
        kind: 'desktop';
        form: 'tower' | 'compact-tower' | 'mini' | 'all-in-one';
        panel: 'mesh' | 'glass' | 'solid' | 'wood';
        /** Visible fans, lit in the accent colour when `lit`. */
        fans: 0 | 1 | 2 | 3;
        lit: boolean;
      }
    | {
        kind: 'keyboard';
        layout: '60' | '75' | 'tkl' | 'full' | 'split';
        /** Tall separate caps of a mechanical board, or flat ones. */
        profile: 'high' | 'flat';
        keycaps: { letters: Couleur; modifiers: Couleur };
        knob: boolean;
        backlit: boolean;
      }
    | {
        kind: 'mouse';
        form: 'ambidextrous' | 'ergonomic' | 'vertical' | 'trackball' | 'gaming';
        cable: boolean;
        lit: boolean;
      }
    | {
        kind: 'screen';
        aspect: 'wide' | 'ultrawide' | 'curved' | 'portable' | 'portrait';
        stand: 'column' | 'vee' | 'arm' | 'cover';
        wallpaper: [Couleur, Couleur];
      }
    | {
        kind: 'headset';
        form: 'over-ear' | 'on-ear' | 'earbuds';
        boom: boolean;
        cushions: Couleur;
      }
    | {
        kind: 'microphone';
        form: 'desk' | 'arm' | 'lapel';
        grille: Couleur;
      }
    | {
        kind: 'webcam';
        form: 'bar' | 'cube';
        ringLight: boolean;
      }
    | {
        kind: 'speaker';
        form: 'pair' | 'soundbar' | 'portable';
        finish: 'fabric' | 'wood' | 'matte';
      }
    | {
        kind: 'storage';
        form: 'm2' | 'sata' | 'external-ssd' | 'external-hdd' | 'nas' | 'usb-key' | 'sd-card';
        /** Drive bays of a NAS. */
        bays?: 2 | 4;
      }
    | {
        kind: 'network';
        form: 'router' | 'mesh' | 'switch';
        antennas: 0 | 2 | 4;
      }
    | {
        kind: 'chair';
        back: 'mesh' | 'padded';
        headrest: boolean;
      }
    | {
        kind: 'gamepad';
        sticks: 'symmetric' | 'offset';
        buttons: [Couleur, Couleur, Couleur, Couleur];
      }
    | {
        kind: 'dock';
        form: 'hub' | 'station';
        ports: 4 | 5 | 6 | 7 | 8;
      }
    | {
        kind: 'cable';
        connectors: ['usb-c' | 'usb-a' | 'hdmi' | 'displayport', 'usb-c' | 'usb-a' | 'hdmi' | 'displayport'];
        braided: boolean;
      }
  );
