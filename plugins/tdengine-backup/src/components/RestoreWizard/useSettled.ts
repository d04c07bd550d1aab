import { useEffect, useState } from 'react';

/** Whether something has been so for a while. */
export function useSettled(condition: boolean, milliseconds: number): boolean {
  const [isSettled, setSettled] = useState(false);

  useEffect(() => {
    if (!condition) {
      setSettled(false);
      return undefined;
    }
    const timer = setTimeout(() => setSettled(true), milliseconds);
    return () => clearTimeout(timer);
  }, [condition, milliseconds]);

  return condition && isSettled;
}
