export * from './BackupNotification';
export * from './NotificationRefusedError';
export * from './Notifier';
