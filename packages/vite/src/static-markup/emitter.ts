/** Text that is known when code is generated, as an expression. */
const quote = (text: string) => JSON.stringify(text);

/**
 * Collects the statements of a template. The variable `h` holds the HTML that is not in React's output yet; known text
 * around expressions is joined.
 */
export class Emitter {
  readonly #prefix: string;
  readonly #constants: string[] = [];
  #variables = 0;
  #statements = "";
  #terms: string[] = [];
  #text = "";

  /** @param prefix of names in the module that are used for this template alone */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** A name for a variable of the template. */
  variable(): string {
    return `v${this.#variables++}`;
  }

  /** An expression for a value that is made once, when it is first needed. */
  constant(expression: string): string {
    const name = `${this.#prefix}p${this.#constants.length}`;
    this.#constants.push(name);
    return `${name}??=${expression}`;
  }

  /** The declarations of all constants. They are hoisted, because a module's functions may be called before its own code. */
  get declarations(): string {
    return this.#constants.length > 0 ? `var ${this.#constants.join()};` : "";
  }

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
    this.#flush();
    this.#statements += code;
  }

  get code(): string {
    this.#flush();
    return this.#statements;
  }

  /** Everything added so far becomes statements. */
  #flush(): void {
    this.#endText();
    if (this.#terms.length > 0) this.#statements += `h+=${this.#terms.join("+")};`;
    this.#terms = [];
  }

  #endText(): void {
    if (this.#text !== "") this.#terms.push(quote(this.#text));
    this.#text = "";
  }
}
