/** Two who talk: decoration for where nobody does yet. */
export const Bubbles = () => (
  <svg className="bubbles" viewBox="0 0 120 84" aria-hidden="true">
    <path
      className="bubbles-other"
      d="M18 6h46a12 12 0 0 1 12 12v16a12 12 0 0 1-12 12H22L8 54l2-12a12 12 0 0 1-4-8V18A12 12 0 0 1 18 6Z"
    />
    <path
      className="bubbles-own"
      d="M58 32h42a12 12 0 0 1 12 12v16a12 12 0 0 1-3 8l2 11-14-7H58a12 12 0 0 1-12-12V44a12 12 0 0 1 12-12Z"
    />
    <path className="bubbles-line" d="M60 46h38M60 57h24" />
  </svg>
);
