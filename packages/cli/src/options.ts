import { InvalidArgumentError, Option } from 'commander';

/** Options that several commands share, with the environment variable that stands for each. */
export const dataOption = () =>
  new Option('--data <dir>', 'the data directory').env('PALAVER_DATA').default('palaver-data');
export const jsonOption = () => new Option('--json', 'print JSON, one value a line');
export const appOption = () => new Option('--app <key>', 'the application').env('PALAVER_APP').default('default');
export const passwordStdinOption = () =>
  new Option('--password-stdin', 'read the password from standard input instead of asking for it');
export const urlOption = () =>
  new Option('--url <url>', 'the server')
    .env('PALAVER_URL')
    .argParser((text: string) => {
      if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
      throw new InvalidArgumentError('An address such as http://127.0.0.1:8800.');
    })
    .default('http://127.0.0.1:8800');
