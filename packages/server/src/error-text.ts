/** Their messages quote what was read, which may be what people wrote. */
const quoting = /^(SyntaxError|ValiError|ZodError|\$ZodError)$/;

/** What a log may say of an error: its name, its message where that quotes nobody, and where it came from. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const said = quoting.test(error.name) ? error.name : `${error.name}: ${error.message}`;
  return [said, ...frames].join('\n');
}
