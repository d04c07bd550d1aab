export * from './DatabaseSchema';
