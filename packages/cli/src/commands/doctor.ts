import type { ConfigInput } from '@palaver/server';
import { Command } from 'commander';
import { checkText } from '../doctor/check.js';
import { watchClock } from '../doctor/clock.js';
import { checkData, checkDisk, checkRights, checkRoom } from '../doctor/disk.js';
import { checkFiles, checkNode, checkPort } from '../doctor/machine.js';
import { checkPublicUrl } from '../doctor/public-url.js';
import { findStatus } from '../operator-remote.js';
import { jsonOption } from '../options.js';
import { Failure, print } from '../outcome.js';

type DoctorOptions = Pick<ConfigInput, 'port' | 'host' | 'data' | 'publicUrl'> & { readonly json?: boolean };

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check whether this machine is fit to serve: port, disk, clock, limits, versions, rights')
    .option('--port <number>', 'the port to serve on')
    .option('--host <address>', 'the address to serve on')
    .option('--data <dir>', 'the data directory')
    .option('--public-url <url>', 'where browsers reach the server, tried while it runs')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Each line is ok, a warning or a FAULT, with what to do. Exits with 1 where something would keep the server from starting
or from keeping its promises. The settings stand in the environment as well, as for palaver serve.

Examples:
  palaver doctor
  palaver doctor --data /var/lib/palaver --port 443 --json
  palaver doctor --data /var/lib/palaver --public-url https://chat.example.com`,
    )
    .action(async ({ json, ...flags }: DoctorOptions) => {
      const lookAtClock = watchClock();
      const { findRunningServer, readConfig } = await import('@palaver/server');
      const { port, host, data, publicUrl } = readConfig({ flags, environment: process.env });
      const running = findRunningServer(data);
      const isServing = running !== undefined && (await findStatus(running)) !== undefined;
      const servingUrl = isServing ? running.url : undefined;
      const isPortChosen = flags.port !== undefined || Boolean(process.env['PALAVER_PORT']);
      const servingPort = servingUrl === undefined || isPortChosen ? port : Number(new URL(servingUrl).port);
      const checks = [
        checkNode(),
        checkFiles(),
        ...(data === 'memory'
          ? []
          : [await checkData(data, servingUrl), await checkRights(data), checkDisk(data), checkRoom(data)]),
        await checkPort(host, servingPort, servingUrl),
        await checkPublicUrl(publicUrl, isServing),
        lookAtClock(data),
      ];
      const isFit = checks.every(({ result }) => result !== 'fault');
      print(json, { ok: isFit, checks }, checks.map(checkText).join('\n'));
      if (!isFit) throw new Failure('refused', 'This machine is not fit to serve as it is.', 'UNFIT');
    });
}
