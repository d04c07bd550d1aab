import { startSimulator } from 'tdengine-simulator';
import { ProofServer, proofServer } from './connect';

/** The server that the environment names, or the simulator where it names none; to be closed. */
export async function openServer(): Promise<{
  server: ProofServer;
  isSimulator: boolean;
  close(): Promise<void>;
}> {
  if (process.env.TDENGINE_URL) {
    return { server: proofServer(), isSimulator: false, close: async () => {} };
  }
  const simulator = await startSimulator();
  return {
    server: { url: simulator.url, user: 'root', password: 'taosdata' },
    isSimulator: true,
    close: () => simulator.close(),
  };
}
