/** The app's mark: a gate over parallel channels. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 20 20" className="flex-none">
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <g fill="var(--on-accent)">
        <rect x="4" y="4" width="12" height="2" rx="1" opacity="0.75" />
        <rect x="4.5" y="7.5" width="2.6" height="5.5" rx="1" />
        <rect x="8.7" y="7.5" width="2.6" height="8.5" rx="1" />
        <rect x="12.9" y="7.5" width="2.6" height="3.8" rx="1" />
      </g>
    </svg>
  );
}
