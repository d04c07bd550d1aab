import { UploadSlots } from './UploadSlots';

const { signal } = new AbortController();

describe('UploadSlots', () => {
  it('has two places, and one for each caller', async () => {
    const slots = UploadSlots.create();
    let release: () => void;
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    const first = slots.use('user:default/a', signal, async () => released);
    await expect(
      slots.use('user:default/a', signal, async () => 1),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('An archive of yours'),
      retryAfterSeconds: 60,
    });
    const second = slots.use('user:default/b', signal, async () => released);
    await expect(
      slots.use('user:default/c', signal, async () => 1),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('2 archives are being taken in'),
      retryAfterSeconds: 60,
    });
    release!();
    await Promise.all([first, second]);
    expect(await slots.use('user:default/a', signal, async () => 1)).toBe(1);
  });
});
