import { type ErrorPageProps, href } from "@bunsen/runtime";

export function Message({ children, error }: Pick<ErrorPageProps, "children" | "error">) {
  return (
    <div className="flex flex-col items-start gap-4 py-12">
      <h1 className="text-5xl font-semibold tracking-tight">{error.status}</h1>
      <p className="quiet text-lg">{children}</p>
      <a href={href("/")} className="button">
        Back to the first page
      </a>
    </div>
  );
}
