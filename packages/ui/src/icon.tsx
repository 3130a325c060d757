/** Outlines on a grid of 24 units, drawn with a stroke of 1.75 units. */
const outlines = {
  'arrow-left': 'M20 12H4m6-6-6 6 6 6',
  'arrow-right': 'M4 12h16m-6-6 6 6-6 6',
  box: 'M4 7.5 12 3l8 4.5v9L12 21l-8-4.5v-9Zm0 0 8 4.5 8-4.5M12 12v9M8 5.2l8 4.6',
  cart: 'M3 4h2.2l2.3 11.2h10.2L20.5 7.5H6M8.6 19.6h.1m8.2 0h.1',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  'chevron-down': 'm6 9.5 6 6 6-6',
  'chevron-left': 'm14.5 6-6 6 6 6',
  'chevron-right': 'm9.5 6 6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  error: 'M12 8v5m0 3.2v.1M12 3.5 21.5 20h-19L12 3.5Z',
  eye: 'M2.5 12C4.7 8 7.9 6 12 6s7.3 2 9.5 6c-2.2 4-5.4 6-9.5 6s-7.3-2-9.5-6Zm6.5 0a3 3 0 1 0 6 0 3 3 0 0 0-6 0Z',
  'eye-off':
    'M4 4l16 16M9.6 6.3A9.6 9.6 0 0 1 12 6c4.1 0 7.3 2 9.5 6a14 14 0 0 1-2.3 3.1M15.5 17.3A9.4 9.4 0 0 1 12 18c-4.1 0-7.3-2-9.5-6a13.6 13.6 0 0 1 3.7-4.2M9.9 9.9a3 3 0 0 0 4.2 4.2',
  filter:
    'M4 7h9m5 0h2M4 17h2m5 0h9M13 7a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0ZM6 17a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0Z',
  heart: 'M12 20.2C6.2 15.8 3.5 12.6 3.5 9.1A4.6 4.6 0 0 1 12 6.6a4.6 4.6 0 0 1 8.5 2.5c0 3.5-2.7 6.7-8.5 11.1Z',
  home: 'm3.5 11 8.5-7.5 8.5 7.5M6 9v11h12V9M10 20v-6h4v6',
  image: 'M4 5h16v14H4V5Zm0 11 5-5 4.5 4.5L16 13l4 4M15 9.4h.1',
  info: 'M12 11v5.5m0-9v.1M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 0 0-17 0Z',
  language:
    'M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 0 0-17 0Zm0 0h17M12 3.5c2.4 2.3 3.6 5.1 3.6 8.5s-1.2 6.2-3.6 8.5c-2.4-2.3-3.6-5.1-3.6-8.5s1.2-6.2 3.6-8.5Z',
  lock: 'M5.5 11h13v9.5h-13V11Zm2.5 0V8a4 4 0 0 1 8 0v3M12 14.8v2.2',
  menu: 'M4 7h16M4 12h16M4 17h16',
  minus: 'M5 12h14',
  moon: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z',
  offline:
    'M3.5 3.5l17 17M5 12.3a10 10 0 0 1 4.4-2.5m5 .1a10 10 0 0 1 4.6 2.4M2 8.7a14.6 14.6 0 0 1 4.7-2.8m4.4-.9A14.6 14.6 0 0 1 22 8.7M8.4 15.8a5.2 5.2 0 0 1 7 0M12 19.5v.1',
  plug: 'M9 3v5m6-5v5M6 8h12v3a6 6 0 0 1-12 0V8Zm6 9v4',
  plus: 'M12 5v14M5 12h14',
  refresh: 'M20 12a8 8 0 1 1-2.3-5.6L20 8.6M20 4v4.6h-4.6',
  return: 'M4 9.5h10.5a5 5 0 0 1 0 10H9M8 5.5l-4 4 4 4',
  search: 'M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 0 0-13 0Zm11.2 4.7L20.5 20.5',
  shield: 'M12 3.5 19.5 6v5.5c0 4.3-2.9 7.5-7.5 9-4.6-1.5-7.5-4.7-7.5-9V6L12 3.5Zm-3.2 8.3 2.4 2.4 4.3-4.4',
  sun: 'M8 12a4 4 0 1 0 8 0 4 4 0 0 0-8 0Zm4-9v1.5m0 15V21M3 12h1.5m15 0H21M5.6 5.6l1.1 1.1m10.6 10.6 1.1 1.1m0-12.8-1.1 1.1M6.7 17.3l-1.1 1.1',
  system: 'M4 5h16v11H4V5Zm5 15h6m-3-4v4',
  trash: 'M4.5 7h15M9.5 7V4.5h5V7m-8 0 .8 12.5h9.4L17.5 7m-7 4v5m3-5v5',
  truck:
    'M2.5 6h11v10h-11V6Zm11 4h4.5l3.5 3.5V16h-8v-6ZM5 17.5a2 2 0 1 0 4 0 2 2 0 0 0-4 0Zm10.5 0a2 2 0 1 0 4 0 2 2 0 0 0-4 0Z',
  user: 'M8 8.5a4 4 0 1 0 8 0 4 4 0 0 0-8 0ZM4.5 20c.9-3.8 3.7-5.7 7.5-5.7s6.6 1.9 7.5 5.7',
  users:
    'M5.5 8.5a3.5 3.5 0 1 0 7 0 3.5 3.5 0 0 0-7 0ZM2.5 19.5c.7-3.5 3-5.3 6.5-5.3s5.8 1.8 6.5 5.3M15.5 5.3a3.5 3.5 0 0 1 0 6.4m2.5 2.9c1.9.8 3.1 2.4 3.5 4.9',
} as const;

export type IconName = keyof typeof outlines;

/** A decorative icon in the colour of the text around it. Put its meaning beside it as text. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={outlines[name]} />
    </svg>
  );
}
