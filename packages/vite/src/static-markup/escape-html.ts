const REFERENCES: Readonly<Record<string, string>> = {
  '"': "&quot;",
  "&": "&amp;",
  "'": "&#x27;",
  "<": "&lt;",
  ">": "&gt;",
};

/** Text as React escapes it. */
export function escapeHtml(text: string): string {
  return text.replace(/["&'<>]/g, (character) => REFERENCES[character] ?? character);
}
