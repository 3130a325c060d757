/** A drawing for each category of the shop, on a 48-unit grid; other categories get a box. */
const drawings: Readonly<Record<string, string>> = {
  'ordinateurs-portables': 'M10 11h28v20H10V11ZM4 37h40l-4-6H8l-4 6Z',
  'ordinateurs-fixes': 'M14 5h20v38H14V5Zm6 7h8m-8 6h8m-4 15v.1',
  claviers: 'M4 15h40v19H4V15Zm7 6h.1m6.4 0h.1m6.4 0h.1m6.4 0h.1m6.4 0h.1M15 28h18',
  souris: 'M24 5c7 0 11 5 11 12v13c0 7-4.5 13-11 13s-11-6-11-13V17c0-7 4-12 11-12Zm0 0v14m-11 0h22',
  ecrans: 'M4 8h40v25H4V8Zm13 33h14m-7-8v8',
  audio: 'M6 31v-6a18 18 0 0 1 36 0v6M6 29h7v12H9a3 3 0 0 1-3-3v-9Zm36 0h-7v12h4a3 3 0 0 0 3-3v-9Z',
  stockage: 'M7 10h34v28H7V10Zm0 18h34M33 33v.1m-6 0v.1',
  accessoires: 'M16 4v11m16-11v11M11 15h26v7a13 13 0 0 1-26 0v-7Zm13 20v9',
};
const OTHER = 'M8 15 24 6l16 9v18l-16 9-16-9V15Zm0 0 16 9 16-9M24 24v18';

export function CategorieIcon({ slug }: { slug: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 48 48"
      width="48"
      height="48"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={drawings[slug] ?? OTHER} />
    </svg>
  );
}
