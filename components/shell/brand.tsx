/** The sign: a circle and a diamond that overlap. */
export function Sign() {
  return (
    <svg viewBox="0 0 24 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.75">
      <circle cx="8.5" cy="8" r="6.25" />
      <path d="M15.5 1.2 22.3 8l-6.8 6.8L8.7 8z" />
    </svg>
  );
}
