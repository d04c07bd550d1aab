import {
  alertApiRef,
  ToastApiMessage,
  toastApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';

const TIMEOUT_MS = 6_000;

/** Says briefly what came of an action. Portals of the old frontend system have no toasts and show an alert. */
export function useToast(): (
  message: Pick<ToastApiMessage, 'status' | 'links'> & { title: string },
) => void {
  const apis = useApiHolder();

  return useCallback(
    message => {
      const toasts = apis.get(toastApiRef);
      if (toasts) {
        toasts.post({ timeout: TIMEOUT_MS, ...message });
        return;
      }
      apis.get(alertApiRef)?.post({
        message: message.title,
        display: 'transient',
        severity: message.status === 'danger' ? 'error' : 'success',
      });
    },
    [apis],
  );
}
