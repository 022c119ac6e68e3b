import { describe, expect, it } from 'vitest';
import { checkConfig, readConfig } from './config.js';
import { StartError } from './start-error.js';

const faultsOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof StartError && error.reason === 'config') return error.message;
    throw error;
  }
  return '';
};

describe('the configuration', () => {
  it('takes flags before the environment before the file before defaults', () => {
    const file = {
      path: 'palaver.json',
      text: '{"port": 1, "host": "file", "registration": "closed", "trustProxy": true}',
    };
    const environment = { PALAVER_PORT: '2', PALAVER_HOST: 'environment', PALAVER_TRUST_PROXY: '' };
    expect(readConfig({ flags: { port: 3 }, environment, file })).toEqual({
      port: 3,
      host: 'environment',
      data: 'palaver-data',
      trustProxy: 1,
      metrics: 'loopback',
      registration: 'closed',
      allowedOrigins: [],
    });
  });

  it('reads texts of the environment as what they mean', () => {
    const environment = {
      PALAVER_PORT: '0',
      PALAVER_TRUST_PROXY: '1',
      PALAVER_ALLOWED_ORIGINS: 'https://a.example/, http://b.example:81/path',
      PALAVER_PUBLIC_URL: 'https://chat.example',
      PALAVER_PASSWORD: 'no setting of a server',
    };
    expect(readConfig({ environment })).toMatchObject({
      port: 0,
      trustProxy: 1,
      allowedOrigins: ['https://a.example', 'http://b.example:81'],
      publicUrl: 'https://chat.example',
    });
  });

  it('lists every fault at once, under the name by which it was given', () => {
    const faults = faultsOf(() =>
      readConfig({
        flags: { port: '65536' },
        environment: { PALAVER_TRUST_PROXY: 'perhaps', PALAVER_PUBLIC_URL: 'chat.example' },
        file: { path: 'my.json', text: '{"registration": "maybe", "colour": "red", "port": 5}' },
      }),
    );
    expect(faults.split('\n')).toHaveLength(6);
    expect(faults).toMatch(/--port: a port from 0 to 65535/);
    expect(faults).toMatch(/PALAVER_TRUST_PROXY: how many proxies/);
    expect(faults).toMatch(/PALAVER_PUBLIC_URL: an address/);
    expect(faults).toMatch(/registration in my\.json: /);
    expect(faults).toMatch(/colour in my\.json: there is no such setting/);
  });

  it('refuses wrong types in every setting', () => {
    const strange: unknown[] = [null, {}, [1], Number.NaN, -1, 1.5, ''];
    for (const setting of [
      'port',
      'host',
      'data',
      'publicUrl',
      'trustProxy',
      'registration',
      'allowedOrigins',
      'metrics',
      'web',
    ])
      for (const value of strange) {
        if (setting === 'allowedOrigins' && value === '') continue;
        expect(
          faultsOf(() => checkConfig({ [setting]: value })),
          `${setting} ${String(value)}`,
        ).toContain(setting);
      }
  });

  it('says which file it cannot read', () => {
    for (const text of ['', '{', '[]', 'null'])
      expect(faultsOf(() => readConfig({ file: { path: 'my.json', text } }))).toContain('my.json');
  });
});
