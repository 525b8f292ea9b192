import type { ReactNode } from "react";

export interface FieldProps {
  id: string;
  label: string;
  hint?: ReactNode;
  error: string | undefined;
  children: ReactNode;
}

/** A label, its control, a hint and what is wrong with it. The control names hint and error with `describedBy`. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="text-muted text-sm">
            {hint}
          </span>
        )}
      </div>
      {children}
      <FieldError id={id} error={error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p id={`${id}-error`} className="mt-1.5 text-sm text-wrong">
      {error}
    </p>
  );
}

/** For `aria-describedby`: the ids of what is there. */
export function describedBy(
  id: string,
  parts: { hint?: boolean; error: string | undefined },
): string | undefined {
  const ids = [parts.error && `${id}-error`, parts.hint && `${id}-hint`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** The look of a text control. */
export const CONTROL =
  "mt-1.5 block w-full rounded-lg border border-line bg-sheet px-3.5 py-2.5 text-base outline-accent " +
  "placeholder:text-muted/70 hover:border-muted focus:outline-2 focus:outline-offset-1 aria-invalid:border-wrong";
