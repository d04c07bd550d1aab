import { runEngine } from './runEngine';

// A backend of its own, as small as it can be, for tests that kill it: `engineProcess.ts <folder> <action>`.
const [directory, action] = process.argv.slice(2);

runEngine(directory, action).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
