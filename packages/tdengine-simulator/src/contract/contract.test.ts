import leftOut from '../../contract/left-out.json';
import { startSimulator } from '../startSimulator';
import {
  missingRecordings,
  readRecordings,
  recordingsFolder,
} from './recordings';
import { RECORDED_VERSION } from './recordedServer';
import { replay, type ReplayReport } from './replay';

const folder = recordingsFolder();
const missing = missingRecordings(folder);

async function replayAll(): Promise<ReplayReport> {
  const simulator = await startSimulator({ version: RECORDED_VERSION });
  try {
    const server = {
      url: simulator.url,
      user: 'root',
      password: 'taosdata',
    };
    return await replay(readRecordings(folder), server, leftOut);
  } finally {
    await simulator.close();
  }
}

describe('the simulator beside recorded answers of TDengine', () => {
  if (missing.length > 0) {
    it(`has nothing to compare: ${missing.join(
      ', ',
    )} missing, TDENGINE_CONTRACT_DIR says where else`, () => {
      expect(missing).not.toEqual([]);
    });
    return;
  }

  it('answers every recorded statement as the server did', async () => {
    const { different, equal } = await replayAll();
    expect(different).toEqual([]);
    expect(equal.length).toBeGreaterThan(300);
  }, 60_000);
});
