import process from 'node:process';

/** The little of SQLite that the store needs, over `node:sqlite` where the runtime has it, else over `libsql`. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}
export interface Statement {
  /** How many rows it changed. */
  run(...values: Value[]): number;
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
}
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

export async function openDatabase(
  file: string,
  { isReader = false }: { readonly isReader?: boolean } = {},
): Promise<Database> {
  const builtIn = loadBuiltIn();
  const database = builtIn ? openBuiltIn(builtIn, file, isReader) : await openLibsql(file, isReader);
  // Whoever copies or inspects the file holds it for a moment only.
  database.exec('pragma busy_timeout = 10000');
  return database;
}

/** Whether the disk, or the quota, has no room for what was to be written. */
export const isDiskFull = (error: unknown): boolean => {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'SQLITE_FULL' || errcode === 13;
};

// ── node:sqlite ──
interface BuiltIn {
  readonly DatabaseSync: new (file: string, options: { readonly readOnly: boolean }) => BuiltInDatabase;
}
interface BuiltInDatabase {
  exec(sql: string): void;
  prepare(sql: string): {
    run(...values: Value[]): { readonly changes: number | bigint };
    get(...values: Value[]): unknown;
    all(...values: Value[]): unknown[];
  };
  close(): void;
}

function loadBuiltIn(): BuiltIn | undefined {
  const { emitWarning } = process;
  // The first load prints that the module is experimental, into the face of whoever starts a server.
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite') as BuiltIn | undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

function openBuiltIn({ DatabaseSync }: BuiltIn, file: string, readOnly: boolean): Database {
  const database = new DatabaseSync(file, { readOnly });
  return {
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        run: (...values) => Number(statement.run(...values).changes),
        get: (...values) => statement.get(...values) as Row | undefined,
        all: (...values) => statement.all(...values) as Row[],
      };
    },
    close: () => database.close(),
  };
}

// ── libsql ──
async function openLibsql(file: string, isReader: boolean): Promise<Database> {
  const { default: Libsql } = await import('libsql');
  const database = new Libsql(file);
  // It has no read-only connections: this one refuses to write.
  if (isReader) database.exec('pragma query_only = 1');
  return {
    exec: (sql) => {
      database.exec(sql);
    },
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        run: (...values) => statement.run(values).changes,
        get: (...values) => withoutMetadata(statement.get(values) as Row | undefined),
        all: (...values) => statement.all(values) as Row[],
      };
    },
    close: () => {
      database.close();
    },
  };
}

/** `get` of libsql adds how long it took. */
function withoutMetadata(row: Row | undefined): Row | undefined {
  if (!row) return undefined;
  const { _metadata, ...own } = row;
  return own;
}
