/** A ring for a turn that goes round and comes back: it has one gap, which is closed in gold. */
export function Logo({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={className}>
      <rect width="24" height="24" rx="6" fill="#0A1636" />
      <path d="M17.2 8.4A6.4 6.4 0 1 0 18.4 12" fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" />
      <path d="M8.6 12h9.8" fill="none" stroke="#D4A43A" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
