import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  BackupSource,
  localFolderTargetFactory,
  Notifier,
  StorageTargetFactory,
  tdengineBackupNotifiersExtensionPoint,
  tdengineBackupSourcesExtensionPoint,
  tdengineBackupTargetsExtensionPoint,
} from 'backstage-plugin-tdengine-backup-node';
import { createEngine } from './engine';
import { registerHttp } from './http/registerHttp';
import { BackstageNotifier } from './notifications/BackstageNotifier';
import { createAuthorizedServices } from './services/createAuthorizedServices';
import { TypedCollection } from './TypedCollection';

/**
 * Backs up and restores TDengine. Needs a module that brings a source, such as
 * `backstage-plugin-tdengine-backup-backend-module-tdengine`.
 * @public
 */
export const tdengineBackupPlugin = createBackendPlugin({
  pluginId: 'tdengine-backup',
  register(env) {
    const sources = TypedCollection.create<BackupSource>('source');
    const targetFactories =
      TypedCollection.create<StorageTargetFactory>('storage target');
    const notifiers = TypedCollection.create<Notifier>('notifier');
    targetFactories.add(localFolderTargetFactory);

    env.registerExtensionPoint(tdengineBackupSourcesExtensionPoint, {
      addSource: source => sources.add(source),
    });
    env.registerExtensionPoint(tdengineBackupTargetsExtensionPoint, {
      addTargetFactory: factory => targetFactories.add(factory),
    });
    env.registerExtensionPoint(tdengineBackupNotifiersExtensionPoint, {
      addNotifier: notifier => notifiers.add(notifier),
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        notifiers.add(BackstageNotifier.create(deps));
        const engine = await createEngine({
          ...deps,
          sources: sources.all(),
          targetFactories: targetFactories.all(),
          notifiers: notifiers.all(),
        });
        await registerHttp({
          ...deps,
          health: engine.health,
          services: createAuthorizedServices({ ...deps, ...engine }),
        });
        deps.lifecycle.addStartupHook(() => engine.start());
        deps.lifecycle.addShutdownHook(() => engine.stop());
      },
    });
  },
});
