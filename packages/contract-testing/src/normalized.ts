/**
 * What the normaliser makes of French texts: of an indexed one, and of the same one as a search. Database and mocks are
 * tested against it.
 */
export const normalized: readonly (readonly [text: string, indexed: string, asked: string])[] = [
  ['Écran 27" L’Œil', 'ecran 27 27pouces pouces l oeil', 'ecran 27pouces l oeil'],
  ["Écran 27'' d'été", 'ecran 27 27pouces pouces d ete', 'ecran 27pouces d ete'],
  ['Wi-Fi 7', 'wi fi wifi 7', 'wi fi 7'],
  ['Ordinateur tout-en-un', 'ordinateur tout en touten un toutenun', 'ordinateur tout en un'],
  ['SSD M.2 de 1 To', 'ssd m 2 m2 de 1 1to to', 'ssd m 2 de 1to'],
  ['1to', '1 1to to', '1to'],
  ['2 TB', '2 2to tb', '2to'],
  ['2\u00a0To', '2 2to to', '2to'],
  ['144hz', '144 144hz hz', '144hz'],
  ['2,5 pouces', '2v5 2v5pouces 2 pouces', '2v5pouces'],
  ['2.5 pouces', '2v5 2v5pouces 2 pouces', '2v5pouces'],
  ['PCIe 4.0 ×4', 'pcie 4 4', 'pcie 4 4'],
  ['6,5 Gb/s', '6v5 6v5gbps 6 gbps', '6v5gbps'],
  ['16 000 ppp', '16000 16000ppp ppp', '16000ppp'],
  ['16,000 dpi', '16000 16000ppp dpi', '16000ppp'],
  ['7 300 Mo/s', '7 300 300mops 7300mops mops', '7 300mops'],
  ['1920 × 1080', '1920x1080 1920 1080', '1920x1080'],
  ['« clavier 75 »', 'clavier 75', 'clavier 75'],
  ['"clavier 75"', 'clavier 75', 'clavier 75'],
  ['24-inch', '24 24pouces inch 24 24pouces inch', '24pouces'],
  ['!!! ???', '', ''],
];
