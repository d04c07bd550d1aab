import { useCallback, useEffect, useRef, useState } from 'react';

/** A way out that somebody took although something is not saved. */
export interface LeaveGuard {
  isAsking: boolean;
  /** Takes it after all. */
  leave(): void;
  stay(): void;
}

/**
 * Has the page ask before a link or the browser's back and forward lead away from unsaved changes, also those of the portal around
 * it, and the browser before it is closed. The portal's router has no way to keep somebody (`useBlocker` needs a data router), so
 * that clicks and steps in the history are caught before it sees them.
 */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [wayOut, setWayOut] = useState<() => void>();
  const isLeaving = useRef(false);

  useEffect(() => {
    if (!isDirty) {
      return undefined;
    }
    const here = historyIndex(window.history.state);
    let isReturning = false;

    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = followedLink(event);
      if (link && !isLeaving.current) {
        event.preventDefault();
        event.stopPropagation();
        setWayOut(() => () => {
          link.click();
          isLeaving.current = false;
        });
      }
    };
    const onPopState = (event: PopStateEvent) => {
      if (isReturning) {
        isReturning = false;
        event.stopImmediatePropagation();
        return;
      }
      const there = historyIndex(event.state);
      if (isLeaving.current || here === undefined || there === undefined) {
        isLeaving.current = false;
        return;
      }
      event.stopImmediatePropagation();
      // The browser is there already; it comes back before anybody is asked.
      const steps = there - here;
      isReturning = true;
      window.history.go(-steps);
      setWayOut(() => () => window.history.go(steps));
    };
    window.addEventListener('beforeunload', onUnload);
    window.addEventListener('popstate', onPopState, { capture: true });
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      window.removeEventListener('popstate', onPopState, { capture: true });
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isDirty]);

  const leave = useCallback(() => {
    setWayOut(undefined);
    isLeaving.current = true;
    wayOut?.();
  }, [wayOut]);
  const stay = useCallback(() => setWayOut(undefined), []);
  return { isAsking: wayOut !== undefined, leave, stay };
}

/** At which place of the history an entry of the router is. */
function historyIndex(state: unknown): number | undefined {
  const index = (state as { idx?: unknown } | null)?.idx;
  return typeof index === 'number' ? index : undefined;
}

/** The link of a click that changes the page. Others open beside it, or have the browser ask. */
function followedLink(event: MouseEvent): HTMLAnchorElement | undefined {
  const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event;
  const link =
    target instanceof Element
      ? target.closest<HTMLAnchorElement>('a[href]')
      : undefined;
  if (
    !link ||
    button !== 0 ||
    metaKey ||
    ctrlKey ||
    shiftKey ||
    altKey ||
    !['', '_self'].includes(link.target) ||
    link.hasAttribute('download')
  ) {
    return undefined;
  }
  const { origin, pathname, search } = new URL(link.href);
  const { location } = window;
  const isHere = pathname === location.pathname && search === location.search;
  return origin === location.origin && !isHere ? link : undefined;
}
