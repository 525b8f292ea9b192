export function SiteFooter() {
  return (
    <footer className="border-line border-t">
      <div className="mx-auto flex max-w-[100rem] flex-wrap justify-between gap-x-8 gap-y-2 px-4 py-6 text-muted text-sm sm:px-8">
        <p>118 elements, served from an in-memory SQLite database by Bunsen.</p>
        <p>Values hold at normal pressure, 101.325 kPa.</p>
      </div>
    </footer>
  );
}
