export * from './StorageTarget';
