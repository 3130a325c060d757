/** The shop's mark: a bag made of pieces. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
      <rect width="32" height="32" rx="9" fill="var(--color-accent)" />
      <path d="M8.5 12.500h7v12.500h-4a2.500 2.500 0 0 1-2.500-2.300L8.500 12.500Z" fill="var(--color-on-accent)" />
      <path
        d="M16.500 12.500h7l-.9 10.200a2.500 2.500 0 0 1-2.500 2.300h-3.600V12.500Z"
        fill="var(--color-on-accent)"
        opacity="0.72"
      />
      <path
        d="M12.500 12V10.500a3.500 3.500 0 0 1 7 0V12"
        fill="none"
        stroke="var(--color-on-accent)"
        strokeWidth="1.800"
        strokeLinecap="round"
      />
    </svg>
  );
}
