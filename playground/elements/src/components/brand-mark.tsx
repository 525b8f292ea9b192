/** A burner's flame; the same drawing as `public/favicon.svg`. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" className="size-8 shrink-0" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#1b2440" />
      <path
        fill="#6ea8ff"
        d="M16 4c1 4.500 6.500 7.200 6.500 13.400a6.500 6.500 0 0 1-13 0C9.500 11.200 15 8.500 16 4z"
      />
      <path fill="#e4efff" d="M16 13.500c.5 2.200 3 3.300 3 6a3 3 0 0 1-6 0c0-2.700 2.500-3.800 3-6z" />
      <rect x="11" y="25.500" width="10" height="2.500" rx="1.250" fill="#8b97b8" />
    </svg>
  );
}
