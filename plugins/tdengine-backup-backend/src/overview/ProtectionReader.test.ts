import { silentLogger } from '../__testUtils__/silentLogger';
import { fakeDatabase, FakeServer } from '../__testUtils__/FakeServer';
import { FakeSource } from '../__testUtils__/FakeSource';
import { EnabledScope } from '../database/OverviewStore';
import { SourceRegistry } from '../runs/SourceRegistry';
import { ProtectionReader } from './ProtectionReader';

function setUp() {
  const database = fakeDatabase(1, 1, 1);
  const plant = FakeServer.create({
    data: { power: database, water: database },
  });
  const lab = FakeServer.create({ data: { power: database } });
  const source = FakeSource.create({ servers: { plant, lab } });
  const scopes: EnabledScope[] = [];
  const asked = jest.spyOn(source, 'listObjects');
  const reader = ProtectionReader.create({
    overview: { enabledScopes: async () => scopes },
    sources: SourceRegistry.create([source]),
    logger: silentLogger,
  });
  const protect = (instance: string, scope: object) =>
    scopes.push({ instance, sourceType: 'fake', scope });
  return { plant, lab, reader, protect, asked };
}

describe('ProtectionReader', () => {
  it('finds what no policy covers, of each instance', async () => {
    const { reader, protect } = setUp();
    protect('plant', { databases: ['power', 'gone'] });
    expect(await reader.read()).toEqual({
      unprotected: [
        { instance: 'plant', database: 'water' },
        { instance: 'lab', database: 'power' },
      ],
      unreachable: [],
    });
    protect('lab', { all: true });
    protect('plant', { databases: ['water'] });
    expect((await reader.read()).unprotected).toEqual([]);
  });

  it('names an instance that does not answer, and says nothing else of it', async () => {
    const { reader, lab } = setUp();
    lab.down = new Error('connection refused');
    expect(await reader.read()).toEqual({
      unprotected: [
        { instance: 'plant', database: 'power' },
        { instance: 'plant', database: 'water' },
      ],
      unreachable: ['lab'],
    });
  });

  it('does not wait for one that hangs', async () => {
    const { reader, asked } = setUp();
    const timeout = new AbortController();
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
    asked.mockImplementation(() => new Promise(() => {}));
    setTimeout(() => timeout.abort(new Error('too long')), 20);
    expect((await reader.read()).unreachable).toEqual(['plant', 'lab']);
    jest.restoreAllMocks();
  });

  it('does not ask a server for every page that is opened', async () => {
    const { reader, asked } = setUp();
    await Promise.all([reader.read(), reader.read()]);
    await reader.read();
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
