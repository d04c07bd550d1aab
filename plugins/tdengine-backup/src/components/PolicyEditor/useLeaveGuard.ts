import { useCallback, useEffect, useRef, useState } from 'react';

/** A way out that somebody took although something is not saved. */
export interface LeaveGuard {
  isAsking: boolean;
  /** Takes it after all. */
  leave(): void;
  stay(): void;
}

/** What is used of the Navigation API, which browsers have since 2026 and TypeScript has no types of yet. */
interface Navigation extends EventTarget {
  traverseTo(key: string): void;
}
interface NavigateEvent extends Event {
  navigationType: string;
  destination: { key: string };
}

/**
 * Has the page ask before a link or the browser's back and forward lead away from unsaved changes, also those of the portal around
 * it, and the browser before it is closed. The portal's router has no way to keep somebody (`useBlocker` needs a data router), so
 * that clicks and steps in the history are caught before it sees them. Browsers without the Navigation API step back unasked.
 */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [wayOut, setWayOut] = useState<() => void>();
  const isLeaving = useRef(false);

  useEffect(() => {
    if (!isDirty) {
      return undefined;
    }
    const { navigation } = window as { navigation?: Navigation };
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
    const onNavigate = (event: Event) => {
      const { navigationType, destination } = event as NavigateEvent;
      // The event of `popstate` comes too late: the router has it first.
      if (
        navigationType === 'traverse' &&
        event.cancelable &&
        !isLeaving.current
      ) {
        event.preventDefault();
        setWayOut(() => () => navigation?.traverseTo(destination.key));
      }
    };
    window.addEventListener('beforeunload', onUnload);
    navigation?.addEventListener('navigate', onNavigate);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      navigation?.removeEventListener('navigate', onNavigate);
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
