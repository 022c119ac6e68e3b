import { createServer } from 'node:net';
import { type Check, fault, ok, warning } from './check.js';

export function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isKnown = major > 20 || (major === 20 && minor >= 19);
  const said = `Node ${process.versions.node}`;
  return isKnown ? ok('node', said) : fault('node', said, 'Install Node 20.19 or newer.');
}

/** Each connection is an open file. */
export function checkFiles(): Check {
  const report = process.report?.getReport() as
    | { userLimits?: { open_files?: { soft?: number | string } } }
    | undefined;
  const soft = report?.userLimits?.open_files?.soft;
  if (soft === undefined || soft === 'unlimited') return ok('files', 'no bound on open files');
  const said = `${soft} open files, one for each connection`;
  if (Number(soft) >= 10_000) return ok('files', said);
  return warning(
    'files',
    `${said}: few for many clients`,
    'Raise it: ulimit -n 65536, or LimitNOFILE=65536 in systemd.',
  );
}

export function checkPort(host: string, port: number, servingUrl: string | undefined): Promise<Check> {
  if (servingUrl && new URL(servingUrl).port === String(port))
    return Promise.resolve(ok('port', `${port}, in use by the server itself`));
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      done(fault('port', `${port} on ${host} cannot be had: ${error.message}`, portAdvice(error.code))),
    );
    probe.listen(port, host, () => probe.close(() => done(ok('port', `${port} on ${host} is free`))));
  });
}

function portAdvice(code: string | undefined): string {
  if (code === 'EADDRINUSE') return 'Stop the program that listens there, or choose another with --port.';
  if (code === 'EACCES') return 'Choose a port above 1023, and let a proxy take 443.';
  return 'Use 127.0.0.1 for this machine alone, or 0.0.0.0 to be reached from others.';
}
