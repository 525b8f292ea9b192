import type { Printed } from "../paper/printed.server";

/** The line at the foot of a page that tells how old it is. */
export function Imprint({ printed }: { printed: Printed }) {
  const time = new Date(printed.at).toISOString();
  return (
    <p className="mt-10 border-line border-t pt-3 text-muted text-sm">
      Printed at <time dateTime={time}>{time.slice(11, 23)}</time> by press {printed.press}. Load the page
      again: as long as it is kept, this line stays as it is.
    </p>
  );
}
