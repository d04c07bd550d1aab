export * from './notifiersExtensionPoint';
export * from './sourcesExtensionPoint';
export * from './targetsExtensionPoint';
