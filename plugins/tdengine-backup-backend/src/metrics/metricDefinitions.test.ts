import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { METRICS, prometheusNames } from './metricDefinitions';

const DOCS = join(__dirname, '..', '..', '..', '..', 'docs');
const NAME = /\btdengine_backup_\w+/g;

const known = new Map(
  Object.values(METRICS).flatMap(metric =>
    prometheusNames(metric).map(name => [name, metric] as const),
  ),
);

function read(...path: string[]): string {
  return readFileSync(join(DOCS, ...path), 'utf8');
}

/** Every expression of a query, however deep it lies. */
function expressions(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(expressions);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    ['expr', 'definition'].includes(key) ? [String(inner)] : expressions(inner),
  );
}

describe('metrics', () => {
  it.each([
    ['the dashboard', JSON.parse(read('monitoring', 'grafana-dashboard.json'))],
    ['the rules', parse(read('monitoring', 'alert-rules.yaml'))],
  ])('are there for everything that %s asks for', (_what, document) => {
    const queries = expressions(document);
    expect(queries.length).toBeGreaterThan(5);
    for (const query of queries) {
      const names = query.match(NAME) ?? [];
      expect(names).not.toEqual([]);
      expect(names.filter(name => !known.has(name))).toEqual([]);
    }
  });

  it.each(['grafana-dashboard.json', 'alert-rules.yaml'])(
    'have the labels that %s groups and filters by',
    file => {
      const selectors = /(tdengine_backup_\w+)\{([^}]*)\}/g;
      for (const query of expressions(parse(read('monitoring', file)))) {
        for (const [, name, matchers] of query.matchAll(selectors)) {
          const labels = [...matchers.matchAll(/(\w+)\s*=~?/g)].map(
            it => it[1],
          );
          const { labels: has } = known.get(name)!;
          expect(
            labels.filter(label => !(has as readonly string[]).includes(label)),
          ).toEqual([]);
        }
        const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(it =>
          it[1].split(',').map(label => label.trim()),
        );
        const names = query.match(NAME) ?? [];
        const all = names.flatMap(name => [...known.get(name)!.labels, 'le']);
        expect(grouped.filter(label => !all.includes(label))).toEqual([]);
      }
    },
  );

  it('are all in the documents, with their labels', () => {
    const text = read('monitoring.md');
    for (const metric of Object.values(METRICS)) {
      const shown =
        metric.kind === 'counter' ? `${metric.name}_total` : metric.name;
      const row = text.split('\n').find(line => line.includes(`\`${shown}\``));
      expect(row).toBeDefined();
      expect(row).toContain(metric.kind);
      for (const label of metric.labels) {
        expect(row).toContain(`\`${label}\``);
      }
    }
  });

  it('hold no ids and no people', () => {
    const labels = new Set(
      Object.values(METRICS).flatMap(
        ({ labels: own }) => own as readonly string[],
      ),
    );
    expect([...labels].sort()).toEqual([
      'agreement',
      'form',
      'kind',
      'notifier',
      'policy',
      'result',
      'server',
    ]);
  });
});
