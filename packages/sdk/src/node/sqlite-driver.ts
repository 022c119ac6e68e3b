/** The little of SQLite that the store needs, over whichever of two libraries the runtime has. */
export interface SqliteConnection {
  exec(sql: string): void;
  /** One statement; prepared once for each text. Rows have the columns' names as keys. */
  all<Row>(sql: string, ...parameters: readonly Value[]): Row[];
  close(): void;
}

export type Value = string | number | Uint8Array;

/** What `node:sqlite` and `libsql` have in common. */
interface Library {
  exec(sql: string): void;
  prepare(sql: string): { all(...parameters: readonly unknown[]): unknown[] };
  close(): void;
}

/** Opens the file with `node:sqlite` where the runtime has it, else with `libsql`. */
export async function openSqlite(path: string): Promise<SqliteConnection> {
  const library = await openLibrary(path);
  const statements = new Map<string, ReturnType<Library['prepare']>>();
  return {
    exec: (sql) => library.exec(sql),
    all<Row>(sql: string, ...parameters: readonly Value[]) {
      const statement = statements.get(sql) ?? library.prepare(sql);
      statements.set(sql, statement);
      return statement.all(...parameters) as Row[];
    },
    close() {
      statements.clear();
      library.close();
    },
  };
}

async function openLibrary(path: string): Promise<Library> {
  const builtin = process.getBuiltinModule?.('node:sqlite') as
    | { readonly DatabaseSync: new (path: string) => Library }
    | undefined;
  if (builtin) return new builtin.DatabaseSync(path);
  const { default: Database } = await import('libsql');
  return new Database(path) as Library;
}

/** SQLite's primary result code of what either library threw; undefined where it was not SQLite. */
export function resultCode(error: unknown): number | undefined {
  const { errcode, rawCode } = error as { readonly errcode?: unknown; readonly rawCode?: unknown };
  const code = errcode ?? rawCode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

export const sqliteCodes = { busy: 5, readonly: 8, full: 13, cannotOpen: 14, notADatabase: 26 } as const;
