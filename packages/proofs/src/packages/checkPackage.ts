import { JsonValue } from '@backstage/types';
import { PackedPackage } from './packAll';

/** Published with a package, whatever its `files` say. */
const EVERYWHERE = ['package.json', 'README.md'];

/** What is wrong with a package: what it names and does not have, and what it has and nobody needs. */
export function checkPackage({ manifest, files }: PackedPackage): string[] {
  const has = new Set(files);
  const named = new Set([
    ...EVERYWHERE,
    ...pathsOf(manifest.main),
    ...pathsOf(manifest.types),
    ...pathsOf(manifest.bin),
    ...pathsOf(manifest.exports),
    ...pathsOf(manifest.configSchema),
  ]);
  return [
    ...[...named]
      .filter(name => !has.has(name))
      .map(name => `it has no '${name}'`),
    ...files
      .filter(name => /\.test\.|__testUtils__|(^|\/)src\//.test(name))
      .map(name => `'${name}' is only for its tests`),
    ...dependenciesOf(manifest.dependencies)
      .filter(([, range]) => /^(workspace|link|file|portal):/.test(range))
      .map(([name, range]) => `it depends on '${name}' as '${range}'`),
  ];
}

/** All files that a field names, however deep; other conditions of `exports` than files are none. */
function pathsOf(field: JsonValue | undefined): string[] {
  if (typeof field === 'string') {
    return /\.\w+$|^bin\//.test(field) ? [field.replace(/^\.\//, '')] : [];
  }
  return field && typeof field === 'object'
    ? Object.values(field).flatMap(value => pathsOf(value))
    : [];
}

function dependenciesOf(field: JsonValue | undefined): Array<[string, string]> {
  return Object.entries((field ?? {}) as Record<string, string>);
}
