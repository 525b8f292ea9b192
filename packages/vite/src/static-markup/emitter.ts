/** Text that is known when code is generated, as an expression. */
const quote = (text: string) => JSON.stringify(text);

/** Whether the last output is text: known, or only in the variable `l`. */
export type AfterText = "yes" | "no" | "unknown";

/**
 * Collects the statements of a template. The variable `h` holds the HTML that is not in React's output yet; known text
 * around expressions is joined.
 */
export class Emitter {
  #statements = "";
  #terms: string[] = [];
  #text = "";

  /** Adds known HTML. */
  html(text: string): void {
    this.#text += text;
  }

  /** Adds an expression whose value is HTML. */
  term(expression: string): void {
    this.#endText();
    this.#terms.push(expression);
  }

  /** Adds a statement, behind everything that was added before. */
  statement(code: string): void {
    this.flush();
    this.#statements += code;
  }

  /** Everything added so far becomes statements. */
  flush(): void {
    this.#endText();
    if (this.#terms.length > 0) this.#statements += `h+=${this.#terms.join("+")};`;
    this.#terms = [];
  }

  get code(): string {
    this.flush();
    return this.#statements;
  }

  #endText(): void {
    if (this.#text !== "") this.#terms.push(quote(this.#text));
    this.#text = "";
  }
}
