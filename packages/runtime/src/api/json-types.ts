/** What a value is after it was sent as JSON: a `Date` is a string, what JSON cannot represent is `never`. */
export type Jsonified<Value> = 0 extends 1 & Value
  ? Value
  : unknown extends Value
    ? unknown
    : Value extends string | number | boolean | null | undefined
      ? Value
      : Value extends { toJSON(): infer Json }
        ? Jsonified<Json>
        : Value extends NotJson
          ? never
          : Value extends readonly unknown[]
            ? { [Index in keyof Value]: Jsonified<Value[Index]> }
            : { [Key in keyof Value]: Jsonified<Value[Key]> };

type NotJson =
  | bigint
  | symbol
  | ((...parameters: never[]) => unknown)
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>;
