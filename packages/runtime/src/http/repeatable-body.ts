/** The body of a response to a GET that the next request gets, too, if it says the same. */
export interface RepeatableBody {
  /**
   * The body, once more.
   *
   * @returns `undefined` if the next response is another one: the pipeline has to make it
   */
  again(): BodyInit | undefined;
}

/** Where a stage notes that the response which it has made can be repeated. */
export interface Repetition {
  repeatable?: RepeatableBody | undefined;
}
