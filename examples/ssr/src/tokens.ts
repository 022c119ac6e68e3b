/** Login tokens for whom the shop's session knows, asked of Palaver with the application's secret. */
export function createTokens(chat: string, secret: string): (username: string) => Promise<string> {
  const ask = (path: string, body: object) =>
    fetch(`${chat}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`default:${secret}`)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return async (username) => {
    // Whoever is there already stays as he is.
    for (const name of [username, 'support']) await ask('/users', { users: [{ username: name }] });
    const answer = await ask(`/users/${encodeURIComponent(username)}/tokens`, { lifeMs: 60_000 });
    if (!answer.ok) throw new Error(`no token: ${answer.status}`);
    return ((await answer.json()) as { token: string }).token;
  };
}
