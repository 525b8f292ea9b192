/**
 * Where a file of data does not parse, if Bun knows: its parsers do not say so, but its bundler does.
 *
 * @param file absolute
 */
export async function dataErrorPlace(file: string): Promise<{ line: number; column: number } | undefined> {
  const { logs } = await Bun.build({ entrypoints: [file], throw: false });
  const position = logs.find((log) => log.position)?.position;
  return position ? { line: position.line, column: position.column } : undefined;
}
