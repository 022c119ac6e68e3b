/** One thing that was looked at, and what to do where it is not as it should be. */
export interface Check {
  readonly name: string;
  readonly result: 'ok' | 'warning' | 'fault';
  readonly detail: string;
  readonly advice?: string;
}

export const ok = (name: string, detail: string): Check => ({ name, result: 'ok', detail });
export const warning = (name: string, detail: string, advice: string): Check => ({
  name,
  result: 'warning',
  detail,
  advice,
});
export const fault = (name: string, detail: string, advice: string): Check => ({
  name,
  result: 'fault',
  detail,
  advice,
});

const marks = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' } as const;

export const checkText = ({ name, result, detail, advice }: Check): string =>
  [
    `${marks[result]}  ${name.padEnd(6)}  ${detail}`,
    ...(advice === undefined ? [] : [`${' '.repeat(17)}→ ${advice}`]),
  ].join('\n');
