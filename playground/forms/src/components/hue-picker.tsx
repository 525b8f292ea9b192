import { HUES } from "../guest-book/entry";
import { FieldError } from "./field";

export interface HuePickerProps {
  id: string;
  value: string;
  error: string | undefined;
}

/** Radio buttons that look like pots of paint. */
export function HuePicker({ id, value, error }: HuePickerProps) {
  return (
    <fieldset aria-describedby={error && `${id}-error`}>
      <legend className="font-medium">Paper</legend>
      <div className="mt-1.5 flex gap-3">
        {HUES.map((hue) => (
          <label key={hue} data-hue={hue} className="relative size-10 cursor-pointer">
            <input
              type="radio"
              name="hue"
              value={hue}
              defaultChecked={hue === value}
              className="absolute inset-0 cursor-pointer appearance-none rounded-full border-2 border-card-line bg-card dark:bg-card-line outline-accent checked:border-card-ink checked:ring-2 checked:ring-card-ink checked:ring-offset-2 checked:ring-offset-paper focus-visible:outline-2 focus-visible:outline-offset-4"
            />
            <span className="sr-only">{hue}</span>
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
