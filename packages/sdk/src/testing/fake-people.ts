/** Who acts, as entries and commands name him. */
export const actorOf = (username: string) => ({ username, appKey: 'default', displayName: username.toUpperCase() });
