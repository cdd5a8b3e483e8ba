/** A breakwater around containers at anchor. The favicon is the same drawing. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0b5563" />
      <path d="M6.5 17.5a9.5 9.5 0 0 1 19 0" fill="none" stroke="#7fe0d4" strokeWidth="2.6" strokeLinecap="round" />
      <rect x="11" y="12.6" width="4.4" height="4.4" rx="1" fill="#fff" />
      <rect x="16.6" y="12.6" width="4.4" height="4.4" rx="1" fill="#ffb454" />
      <rect x="11" y="18.2" width="4.4" height="4.4" rx="1" fill="#fff" />
      <rect x="16.6" y="18.2" width="4.4" height="4.4" rx="1" fill="#fff" />
      <path
        d="M5 25.6c2.2 0 2.2 1.6 4.4 1.6s2.2-1.6 4.4-1.6 2.2 1.6 4.4 1.6 2.2-1.6 4.4-1.6 2.2 1.6 4.4 1.6"
        fill="none"
        stroke="#7fe0d4"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
