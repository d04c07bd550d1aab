export { describeError } from 'backstage-plugin-tdengine-backup-node';
