import { ImError } from '@palaver/protocol';
import { type HttpAnswer, type HttpPort, type HttpRequest, isFilePart, isSuccess } from './http.js';

/** XMLHttpRequest for what is sent, because it tells how far it is; fetch for what is received, because it hands over bytes as they come. */
export const browserHttp: HttpPort = {
  request: (asked) => (asked.onBytes ? receive(asked) : send(asked)),
};

function send({ method, url, headers, body, signal, onSent }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const cancelled = () => reject(new ImError('CANCELLED'));
    if (signal.aborted) return cancelled();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onSent?.(loaded);
    request.onload = () =>
      resolve({
        status: request.status,
        text: request.responseText,
        header: (name) => request.getResponseHeader(name) ?? undefined,
      });
    request.onerror = () => reject(new ImError('OFFLINE'));
    request.onabort = cancelled;
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    request.send(body && !isFilePart(body) ? body : null);
  });
}

async function receive({ method, url, headers, signal, onBegin, onBytes }: HttpRequest): Promise<HttpAnswer> {
  try {
    const answer = await fetch(url, { method, headers, signal, cache: 'no-store' });
    const header = (name: string) => answer.headers.get(name) ?? undefined;
    if (!isSuccess(answer.status) || !answer.body) return { status: answer.status, header, text: await answer.text() };
    await onBegin?.({ status: answer.status });
    const reader = answer.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) await onBytes?.(next.value);
    return { status: answer.status, header, text: '' };
  } catch (cause) {
    throw signal.aborted ? new ImError('CANCELLED') : new ImError('OFFLINE', undefined, { cause });
  }
}
