import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLeaveGuard } from './useLeaveGuard';

function Editor(props: { isDirty: boolean }) {
  const guard = useLeaveGuard(props.isDirty);
  return guard.isAsking ? (
    <>
      <button onClick={guard.leave}>Leave</button>
      <button onClick={guard.stay}>Stay</button>
    </>
  ) : (
    <>Nobody asks</>
  );
}

/** What browsers have and jsdom has not. */
class FakeNavigation extends EventTarget {
  readonly traverseTo = jest.fn((key: string) => this.step(key));

  /** Returns whether the browser goes there. */
  step(key: string, navigationType = 'traverse'): boolean {
    const event = new Event('navigate', { cancelable: true });
    return this.dispatchEvent(
      Object.assign(event, { navigationType, destination: { key } }),
    );
  }
}

describe('useLeaveGuard', () => {
  let navigation: FakeNavigation;

  const step = (...args: Parameters<FakeNavigation['step']>) =>
    act(async () => navigation.step(...args));

  beforeEach(() => {
    navigation = new FakeNavigation();
    Object.assign(window, { navigation });
  });
  afterEach(() => {
    Object.assign(window, { navigation: undefined });
  });

  it('asks before the browser goes back, as often as it would', async () => {
    render(<Editor isDirty />);
    expect(await step('list')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Stay' }));
    expect(screen.getByText('Nobody asks')).toBeVisible();
    expect(navigation.traverseTo).not.toHaveBeenCalled();
    expect(await step('list')).toBe(false);
  });

  it('goes where the browser would have gone when told to', async () => {
    render(<Editor isDirty />);
    await step('list');
    await userEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(navigation.traverseTo).toHaveBeenCalledWith('list');
    expect(navigation.traverseTo).toHaveReturnedWith(true);
  });

  it('lets the browser go back where nothing was changed or it is saved', async () => {
    const view = render(<Editor isDirty={false} />);
    expect(await step('list')).toBe(true);
    view.rerender(<Editor isDirty />);
    expect(await step('list')).toBe(false);
    view.unmount();
    expect(await step('list')).toBe(true);
  });

  it('does not ask when the editor itself leads to another page', async () => {
    render(<Editor isDirty />);
    expect(await step('saved', 'push')).toBe(true);
  });

  it('does without where the browser does not tell', () => {
    Object.assign(window, { navigation: undefined });
    render(<Editor isDirty />);
    expect(screen.getByText('Nobody asks')).toBeVisible();
  });
});
