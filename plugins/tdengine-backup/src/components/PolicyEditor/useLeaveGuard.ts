import { useCallback, useEffect, useRef, useState } from 'react';

/** A link that somebody followed although something is not saved. */
export interface LeaveGuard {
  isAsking: boolean;
  /** Follows it after all. */
  leave(): void;
  stay(): void;
}

/**
 * Has the page ask before a link leads away from unsaved changes, also one of the portal around it, and the browser before
 * it is closed. The portal's router has no way to keep somebody, so that clicks are caught before it sees them.
 */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [link, setLink] = useState<HTMLAnchorElement>();
  const isLeaving = useRef(false);

  useEffect(() => {
    if (!isDirty) {
      return undefined;
    }
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const followed = followedLink(event);
      if (followed && !isLeaving.current) {
        event.preventDefault();
        event.stopPropagation();
        setLink(followed);
      }
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isDirty]);

  const leave = useCallback(() => {
    setLink(undefined);
    isLeaving.current = true;
    link?.click();
    isLeaving.current = false;
  }, [link]);
  const stay = useCallback(() => setLink(undefined), []);
  return { isAsking: link !== undefined, leave, stay };
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
