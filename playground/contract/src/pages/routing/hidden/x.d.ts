/** Declarations are no route, whatever their directory. */
export interface Hidden {
  name: string;
}
