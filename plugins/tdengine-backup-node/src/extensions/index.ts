export { createStorageTargetModule } from './createStorageTargetModule';
export * from './notifiersExtensionPoint';
export * from './sourcesExtensionPoint';
export * from './targetsExtensionPoint';
