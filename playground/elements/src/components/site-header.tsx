import { BrandMark } from "./brand-mark";
import { SearchForm } from "./search-form";

export function SiteHeader({ searchText }: { searchText: string }) {
  return (
    <header className="border-line border-b">
      <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3 sm:px-8">
        <a href="/" className="flex items-center gap-3 rounded-lg font-display text-xl tracking-tight">
          <BrandMark />
          Elements
        </a>
        <nav aria-label="Site" className="ml-auto flex gap-5 text-muted sm:ml-0">
          <HeaderLink href="/">Table</HeaderLink>
          <HeaderLink href="/api/elements">API</HeaderLink>
        </nav>
        <div className="w-full sm:ml-auto sm:w-auto">
          <SearchForm text={searchText} />
        </div>
      </div>
    </header>
  );
}

function HeaderLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} className="rounded py-1 underline-offset-4 hover:text-ink hover:underline">
      {children}
    </a>
  );
}
