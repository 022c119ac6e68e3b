/** How many places of a log are those of the history that a restore began with: none of a log that was made since. */
export const inherited = `
alter table conversations add column inherited integer not null default 0;
`;
