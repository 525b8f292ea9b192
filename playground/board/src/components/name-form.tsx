import { HUES, LONGEST_NAME, type Visitor } from "../board/card";

export function NameForm({ visitor }: { visitor: Visitor }) {
  return (
    <form method="post" data-hue={visitor.hue} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="intent" value="rename" />
      <label className="flex items-center gap-2">
        <span className="text-muted">You are</span>
        <input
          name="name"
          required
          maxLength={LONGEST_NAME}
          defaultValue={visitor.name}
          autoComplete="nickname"
          className="field w-32"
        />
      </label>
      <fieldset className="flex gap-1">
        <legend className="sr-only">The colour of your cards</legend>
        {HUES.map((hue) => (
          <label key={hue} data-hue={hue} className="swatch" title={hue}>
            <input
              type="radio"
              name="hue"
              value={hue}
              defaultChecked={hue === visitor.hue}
              className="sr-only"
            />
            <span className="sr-only">{hue}</span>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="field cursor-pointer">
        Save
      </button>
    </form>
  );
}
