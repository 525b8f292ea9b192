/** The form that an element submits. */
export function formOf(element: Element | null): HTMLFormElement | undefined {
  if (element instanceof HTMLFormElement) return element;
  const isButton = element instanceof HTMLButtonElement || element instanceof HTMLInputElement;
  return (isButton && element.form) || undefined;
}

/**
 * What the browser would send.
 *
 * @param submitter the button or form that the submission began with, if it is known
 * @returns `undefined` for plain text, which no server can read back into fields
 */
export function bodyOf(
  formData: FormData,
  submitter: Element | null,
): FormData | URLSearchParams | undefined {
  const fields = [...formData];
  const encoding = encodingOf(submitter) ?? (fields.some(([, value]) => value instanceof File) && MULTIPART);
  if (encoding === "text/plain") return undefined;
  if (encoding === MULTIPART) return formData;
  return new URLSearchParams(fields.map(([name, value]) => [withCrLf(name), withCrLf(textOf(value))]));
}

const MULTIPART = "multipart/form-data";

/** A button may have its own say. */
function encodingOf(submitter: Element | null): string | undefined {
  return submitter?.getAttribute("formenctype")?.toLowerCase() ?? formOf(submitter)?.enctype;
}

function textOf(value: FormDataEntryValue): string {
  return value instanceof File ? value.name : value;
}

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-the-form-data-set */
function withCrLf(text: string): string {
  return text.replaceAll(/\r\n?|\n/g, "\r\n");
}
