import { z } from '@hono/zod-openapi';
import { readTrustProxy, type TrustProxy } from './gateway/client-address.js';
import { StartError } from './start-error.js';

/** A text from the environment, or the value itself from a flag, a file or a program. */
const integer = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,9}$/, 'a number')
    .transform(Number),
]);
const list = z.union([
  z.array(z.string()),
  z.string().transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]);

const originOf = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined;
};
const webAddress = z
  .string()
  .refine((text) => originOf(text) !== undefined, 'an address such as https://chat.example.com');

const trust = z.custom<boolean | number | string | readonly string[]>().transform((value, context): TrustProxy => {
  const read = readTrustProxy(value);
  if (read !== undefined) return read;
  context.addIssue({ code: 'custom', message: 'how many proxies, or their networks such as 10.0.0.0/8,loopback' });
  return z.NEVER;
});

/** Every setting of a server, with its default. */
export const configSchema = z.strictObject({
  /** 0: any free port. */
  port: integer.pipe(z.int().min(0, 'a port from 0 to 65535').max(65_535, 'a port from 0 to 65535')).default(8800),
  /** The address to listen on. Only this machine by default: who wants to be reached from others says so. */
  host: z.string().min(1).default('127.0.0.1'),
  /** The directory that holds all a server keeps, or `memory`. */
  data: z.string().min(1).default('palaver-data'),
  /** Where browsers reach the server, when that is another address than it listens on. */
  publicUrl: webAddress.optional(),
  /** Whose X-Forwarded-For tells the client's address: how many proxies stand in front, or the networks they are in. */
  trustProxy: trust.default(0),
  /** Whether clients may register on the application `default`. Unset: as it was; open in a new data directory. */
  registration: z.enum(['open', 'closed']).optional(),
  /** Web pages of other origins that may connect. */
  allowedOrigins: list.pipe(z.array(webAddress.transform((text) => originOf(text) as string))).default([]),
  /** Who gets `/metrics`: this machine, where no proxy handed the question on; all who can reach the port; nobody. */
  metrics: z.enum(['loopback', 'all', 'off']).default('loopback'),
  /** The built web application, served at `/`. */
  web: z.string().min(1).optional(),
});
export type Config = z.output<typeof configSchema>;
/** What a caller may give; each setting also as text, as an environment has it. */
export type ConfigInput = { [K in keyof z.input<typeof configSchema>]?: z.input<typeof configSchema>[K] | undefined };
type Setting = keyof Config;
const settings = Object.keys(configSchema.shape) as Setting[];

const words = (setting: string, joint: string) =>
  setting.replace(/[A-Z]/g, (letter) => `${joint}${letter.toLowerCase()}`);
const flagName = (setting: string) => `--${words(setting, '-')}`;
const variableName = (setting: string) => `PALAVER_${words(setting, '_').toUpperCase()}`;

export interface ConfigSources {
  readonly flags?: ConfigInput;
  /** `PALAVER_PORT` and so on. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The text of a JSON file. */
  readonly file?: { readonly path: string; readonly text: string };
}

/** Flags before the environment before the file before defaults. Throws a StartError that lists every fault at once. */
export function readConfig(sources: ConfigSources): Config {
  const chosen: Record<string, unknown> = {};
  const origins: Record<string, string> = {};
  const choose = (setting: string, value: unknown, origin: string) => {
    if (value === undefined || Object.hasOwn(chosen, setting)) return;
    chosen[setting] = value;
    origins[setting] = origin;
  };
  for (const setting of settings) choose(setting, sources.flags?.[setting], flagName(setting));
  for (const setting of settings) {
    const name = variableName(setting);
    choose(setting, sources.environment?.[name] || undefined, name);
  }
  if (sources.file) {
    const { path, text } = sources.file;
    for (const [setting, value] of Object.entries(parseFile(path, text)))
      choose(setting, value, `${setting} in ${path}`);
  }
  return checkConfig(chosen, (setting) => origins[setting] ?? setting);
}

/** `nameOf`: what a setting is called where it was given. */
export function checkConfig(given: object, nameOf: (setting: string) => string = (setting) => setting): Config {
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${nameOf(key)}: there is no such setting`)
      : [`${nameOf(String(issue.path[0]))}: ${innermost(issue)}`],
  );
  throw new StartError('config', `The configuration has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}

/** Of a setting that may be given in several forms, the fault of the form that was meant: the last one that says something. */
function innermost(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const faults = issue.errors.map((form) => form[0]).filter((fault) => fault !== undefined);
  const meant = faults.find((fault) => fault.code !== 'invalid_type') ?? faults[0];
  return meant ? innermost(meant) : issue.message;
}

function parseFile(path: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StartError('config', `${path} is not valid JSON.`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StartError('config', `${path} must hold one JSON object.`);
  return value as Record<string, unknown>;
}
