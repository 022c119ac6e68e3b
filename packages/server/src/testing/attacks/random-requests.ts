import fc from 'fast-check';

/** As much of a schema in an OpenAPI document as values are made by. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
}
interface Route {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Route>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface RandomRequest {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const strangeTexts = [
  ...['robert', 'carol', '1', '2', '-1', '0', '1e308', '9007199254740993', '__proto__', 'constructor', '..', '../..'],
  ...['', ' ', '\u0000', '\ud800', '\u202e', '%', '%00', '%2e%2e%2f', 'x'.repeat(2_000), '{}', 'null', '<script>'],
];
const text = fc.oneof(fc.constantFrom(...strangeTexts), fc.string(), fc.string({ unit: 'binary' }));
const anything = fc.jsonValue({ maxDepth: 4 });

/** Requests to each route of a document: with parameters and bodies in the form it tells, nearly so, or not at all. */
export function randomRequests({ paths, components }: ApiDocument): readonly fc.Arbitrary<RandomRequest>[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => requestTo(path, method.toUpperCase(), route)),
  );
  function requestTo(
    path: string,
    method: string,
    { parameters = [], requestBody }: Route,
  ): fc.Arbitrary<RandomRequest> {
    const of = (place: Parameter['in']) => parameters.filter((one) => one.in === place);
    const names = [...new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))];
    const values = (named: readonly Parameter[]) =>
      fc.record(Object.fromEntries(named.map(({ name, schema }) => [name, plain(schema)])), { requiredKeys: [] });
    const [type = 'application/json', content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
    const schema = content?.schema;
    const hasBody = requestBody !== undefined && method !== 'GET' && method !== 'HEAD';
    const body = hasBody
      ? fc.oneof(
          { weight: 8, arbitrary: formOf(schema, 0).map((value) => JSON.stringify(value)) },
          { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value)) },
          { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
        )
      : fc.constant(undefined);
    return fc
      .record({
        inPath: fc.record(Object.fromEntries(names.map((name) => [name, plain(undefined)]))),
        inQuery: values(of('query')),
        inHeaders: values(of('header')),
        body,
        type: fc.oneof(
          { weight: 9, arbitrary: fc.constant(type) },
          { weight: 1, arbitrary: fc.constantFrom('text/html', 'x') },
        ),
      })
      .map(({ inPath, inQuery, inHeaders, body, type }) => ({
        route: `${method} ${path}`,
        method,
        path: addressOf(path, inPath, inQuery),
        headers: headersOf(body === undefined ? inHeaders : { ...inHeaders, 'content-type': type }),
        body: body ?? undefined,
      }));
  }

  /** A text for an address or a header. */
  function plain(schema: Schema | undefined): fc.Arbitrary<string> {
    const shaped = formOf(schema, 0).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    return schema ? fc.oneof(shaped, text) : text;
  }

  function formOf(schema: Schema | undefined, depth: number): fc.Arbitrary<unknown> {
    const shaped = shapeOf(schema, depth);
    return depth === 0 ? shaped : fc.oneof({ weight: 9, arbitrary: shaped }, { weight: 1, arbitrary: anything });
  }

  function shapeOf(schema: Schema | undefined, depth: number): fc.Arbitrary<unknown> {
    if (!schema || depth > 6) return anything;
    if (schema.$ref) return shapeOf(components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''], depth + 1);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if ('const' in schema) return fc.constant(schema.const);
    const forms = schema.anyOf ?? schema.oneOf;
    if (forms) return fc.oneof(...forms.map((form) => formOf(form, depth + 1)));
    const types = [schema.type ?? 'any'].flat();
    return fc.oneof(...types.map((type) => ofType(type, schema, depth + 1)));
  }

  function ofType(type: string, schema: Schema, depth: number): fc.Arbitrary<unknown> {
    switch (type) {
      case 'object': {
        const fields = Object.entries(schema.properties ?? {}).map(([key, part]) => [key, formOf(part, depth)]);
        const known = Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>;
        if (fields.length === 0) return fc.dictionary(fc.string(), anything, { maxKeys: 4 });
        return fc.oneof(fc.record(known), fc.record(known, { requiredKeys: [] }));
      }
      case 'array':
        return schema.prefixItems
          ? fc.tuple(...schema.prefixItems.map((part) => formOf(part, depth)))
          : fc.array(formOf(schema.items, depth), { maxLength: 4 });
      case 'string':
        return text;
      case 'integer':
      case 'number':
        return fc.oneof(fc.nat(20), fc.maxSafeInteger(), fc.double());
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return anything;
    }
  }
}

function addressOf(path: string, inPath: Record<string, string>, inQuery: Partial<Record<string, string>>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(inPath[name] ?? ''));
  const query = Object.entries(inQuery).map(([name, value]) => `${name}=${encoded(value ?? '')}`);
  return query.length > 0 ? `${filled}?${query.join('&')}` : filled;
}

/** Half a character has no code in an address. */
const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString());

/** What a header cannot hold a client cannot send. */
const headersOf = (headers: Partial<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value = '']) => (/^[\x20-\x7e]*$/.test(value) ? [[name, value]] : [])),
  );
