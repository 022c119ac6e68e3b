// The rules that one source file can break. Each gives back problems as { line, text }.
import { matchesGlob, posix } from './paths.mjs';
import * as tables from './tables.mjs';

const { join, dirname } = posix;

/** Where a path stands: { package, inside } with `inside` relative to the package's src, or undefined. */
export function placeOf(path) {
  const match = /^(?:packages|apps)\/([^/]+)\/src\/(.+)$/.exec(path);
  return match ? { package: match[1], inside: match[2] } : undefined;
}

export const isTest = (path) => /\.test\.(ts|tsx|mjs)$/.test(path) || /(^|\/)testing\//.test(path);
const isContract = (path) => /-contract\.tsx?$/.test(path);

/** All problems of one file; `program` is its syntax tree (ESTree with types), `text` its source. */
export function checkSource(path, text, program) {
  const lineAt = (offset) => text.slice(0, offset).split('\n').length;
  const problems = [];
  const report = (node, message) => problems.push({ path, line: lineAt(node.start), text: message });
  const place = placeOf(path);
  if (place) {
    for (const node of importsOf(program)) checkImport(path, place, node, report);
    if (isPure(path, place)) checkPurity(program, report);
  }
  if (isTest(path)) checkTestModifiers(program, report);
  return problems;
}

const isPure = (path, place) =>
  tables.purePackages.includes(place.package) &&
  !isTest(path) &&
  !isContract(path) &&
  !tables.adapters.some((glob) => matchesGlob(path, glob));

// --- imports -----------------------------------------------------------------------------------------------------

/** The string literals that name what a file imports: static, re-exported, dynamic, and in types. */
function importsOf(program) {
  const found = [];
  walk(program, (node) => {
    const isImport = /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression|TSImportType)$/;
    if (isImport.test(node.type) && typeof node.source?.value === 'string') found.push(node.source);
  });
  return found;
}

function checkImport(path, place, source, report) {
  const specifier = source.value;
  if (specifier.startsWith('.')) return checkRelativeImport(path, place, source, report);
  checkArrow(path, place, source, report);
  if (!isPure(path, place)) return;
  const isImpure = specifier.startsWith('node:')
    ? !tables.pureNodeModules.has(specifier)
    : tables.impurePackages.some((name) => isOfPackage(specifier, name));
  if (isImpure) report(source, `'${specifier}' does I/O: only adapters may import it (scripts/rules/tables.mjs)`);
}

const isOfPackage = (specifier, name) =>
  name.endsWith('/*')
    ? specifier.startsWith(name.slice(0, -1))
    : specifier === name || specifier.startsWith(`${name}/`);

function checkArrow(path, place, source, report) {
  const target = Object.keys(tables.packageNames).find((key) => isOfPackage(source.value, tables.packageNames[key]));
  if (!target) return;
  // What is only compiled, as an outsider would, imports as an outsider does.
  if (target === place.package && path.endsWith('.types.ts')) return;
  if (target === place.package) return report(source, 'inside a package import the file itself, not the package');
  const allowed = [
    ...(tables.arrows[place.package] ?? []),
    ...(isTest(path) ? (tables.testArrows[place.package] ?? []) : []),
  ];
  if (!allowed.includes(target)) report(source, `${place.package} must not import ${target}`);
}

function checkRelativeImport(path, place, source, report) {
  const specifier = source.value;
  const target = join(dirname(path), specifier);
  if (/(^|\/)\.{1,2}\/?$/.test(specifier) || /(^|\/)index(\.[jt]sx?)?$/.test(specifier)) {
    return report(source, `'${specifier}': import the file itself, never an index`);
  }
  const targetPlace = placeOf(target);
  if (targetPlace && targetPlace.package !== place.package) {
    report(source, `'${specifier}' reaches into ${targetPlace.package}: import the package by its name`);
  }
  if (place.package !== 'server' || targetPlace?.package !== 'server') return;
  for (const layer of tables.layers) {
    const isFrom = layer.from.some((glob) => matchesGlob(place.inside, glob));
    if (isFrom && layer.never.some((glob) => matchesGlob(targetPlace.inside, glob))) {
      report(source, `${place.inside} must not import ${targetPlace.inside}: ${layer.because}`);
    }
  }
}

// --- purity ------------------------------------------------------------------------------------------------------

function checkPurity(program, report) {
  const declared = bindingsOf(program);
  const isGlobal = (node, name) => node?.type === 'Identifier' && node.name === name && !declared.has(name);
  walkValues(program, (node, parent) => {
    if (node.type !== 'Identifier' || declared.has(node.name) || !isReference(node, parent)) return;
    const member = parent.type === 'MemberExpression' && parent.object === node && memberName(parent);
    if (member && tables.impureMembers.has(`${node.name}.${member}`)) {
      report(
        node,
        `${node.name}.${member} belongs into an adapter: take the clock or the random source as an argument`,
      );
    } else if (tables.impureGlobals.has(node.name)) {
      report(node, `${node.name} belongs into an adapter (scripts/rules/tables.mjs)`);
    } else if (isGlobal(node, 'Date') && isReadingTheClock(node, parent, member)) {
      report(node, 'the time comes from the clock that is passed in; only `new Date(value)` is arithmetic');
    }
  });
}

function isReadingTheClock(node, parent, member) {
  if (parent.type === 'NewExpression' && parent.callee === node) return parent.arguments.length === 0;
  if (parent.type === 'BinaryExpression' && parent.operator === 'instanceof') return false;
  return member !== 'UTC' && member !== 'parse';
}

const memberName = (node) =>
  node.computed ? (typeof node.property.value === 'string' ? node.property.value : undefined) : node.property.name;

/** Is this identifier read as a value, and not the name of a property or a method? */
function isReference(node, parent) {
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (/^(Property|MethodDefinition|PropertyDefinition|AccessorProperty)$/.test(parent.type)) {
    return parent.key !== node || parent.computed || parent.shorthand === true;
  }
  return !/^(Import|Export|Labeled|Break|Continue|MetaProperty)/.test(parent.type);
}

/** Every name a file declares itself, in whichever scope: such a name is not the global. */
function bindingsOf(program) {
  const names = new Set();
  const bind = (node) => {
    if (!node) return;
    if (node.type === 'Identifier') names.add(node.name);
    else if (node.type === 'ObjectPattern')
      for (const property of node.properties) bind(property.value ?? property.argument);
    else if (node.type === 'ArrayPattern') node.elements.forEach(bind);
    else if (node.type === 'AssignmentPattern') bind(node.left);
    else if (node.type === 'RestElement') bind(node.argument);
  };
  walk(program, (node) => {
    if (node.type === 'VariableDeclarator') bind(node.id);
    else if (/^Import.*Specifier$/.test(node.type)) bind(node.local);
    else if (/Function/.test(node.type) && Array.isArray(node.params)) {
      bind(node.id);
      node.params.forEach(bind);
    } else if (/^Class/.test(node.type)) bind(node.id);
    else if (node.type === 'CatchClause') bind(node.param);
  });
  return names;
}

// --- tests -------------------------------------------------------------------------------------------------------

const modifiers = /^(only|skip|todo|skipIf|runIf|fails)$/;

function checkTestModifiers(program, report) {
  walk(program, (node) => {
    if (node.type === 'CallExpression' && /^(xit|xtest|xdescribe|fit|fdescribe)$/.test(node.callee.name ?? '')) {
      report(node, `${node.callee.name}: a test runs or is deleted`);
    }
    if (node.type !== 'MemberExpression' || !modifiers.test(memberName(node) ?? '')) return;
    let root = node.object;
    while (root.type === 'MemberExpression' || root.type === 'CallExpression') root = root.object ?? root.callee;
    if (/^(test|it|describe|suite|bench)$/.test(root.name ?? '')) {
      report(node, `.${memberName(node)}: a test runs or is deleted; nothing is skipped`);
    }
  });
}

// --- walking -----------------------------------------------------------------------------------------------------

function walk(node, visit, parent = node) {
  visit(node, parent);
  for (const key in node) {
    if (key === 'parent') continue;
    const child = node[key];
    if (Array.isArray(child)) for (const one of child) one?.type && walk(one, visit, node);
    else if (child?.type) walk(child, visit, node);
  }
}

/** As `walk`, but passes over types, where a name is no value. */
function walkValues(node, visit, parent = node) {
  const isType = /^TS/.test(node.type) && !/^TS(As|Satisfies|NonNull|Instantiation|TypeAssertion)/.test(node.type);
  if (isType) return;
  visit(node, parent);
  for (const key in node) {
    if (key === 'typeAnnotation' || key === 'parent') continue;
    const child = node[key];
    if (Array.isArray(child)) for (const one of child) one?.type && walkValues(one, visit, node);
    else if (child?.type) walkValues(child, visit, node);
  }
}
