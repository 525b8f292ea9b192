import { useId } from "react";

/** A plain GET form: it works before, and without, any JavaScript. */
export function SearchForm({ text }: { text: string }) {
  const id = useId();
  return (
    <search className="w-full sm:w-auto">
      <form action="/search" className="flex gap-2">
        <label htmlFor={id} className="sr-only">
          Search by name, symbol, number or category
        </label>
        <input
          id={id}
          type="search"
          name="q"
          defaultValue={text}
          placeholder="Gold, Au, 79, noble gas…"
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          className="h-10 w-full min-w-0 rounded-lg border border-line bg-raised px-3 placeholder:text-muted sm:w-60"
        />
        <button
          type="submit"
          className="h-10 cursor-pointer rounded-lg border border-line bg-raised px-4 font-medium hover:border-muted"
        >
          Search
        </button>
      </form>
    </search>
  );
}
