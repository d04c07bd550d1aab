import { useNavigate } from 'react-router-dom';

/**
 * Goes to another page after something was done. The only place that knows which router the portal has; links use the
 * Backstage UI components instead.
 */
export function useNavigateTo(): (href: string) => void {
  return useNavigate();
}
