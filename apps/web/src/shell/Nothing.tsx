import type { ReactNode } from 'react';

export interface NothingProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What one can do about it. */
  readonly hint?: string;
  /** Ways to do it. */
  readonly children?: ReactNode;
}

/** An empty place that says why it is empty, and what helps. */
export function Nothing({ icon, title, hint, children }: NothingProps) {
  return (
    <div className="nothing">
      <span className="nothing-icon" aria-hidden>
        {icon}
      </span>
      <p>
        <strong>{title}</strong>
        {hint && <span>{hint}</span>}
      </p>
      {children}
    </div>
  );
}
