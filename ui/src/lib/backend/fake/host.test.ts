/** The host of tests: answers what a scenario holds, and lets no command without an answer pass. */
import { refuse } from './errors';
import { FakeHost, later, takeUnanswered } from './host';
import { recorded, required } from './recording';
import { expect, it, vi } from 'vitest';

it('remembers a command without an answer, also where the page takes its refusal lightly', async () => {
  const host = new FakeHost({});
  await host.call('window_ready', {}).catch(() => undefined);
  expect(takeUnanswered()).toEqual(['window_ready']);
  expect(takeUnanswered()).toEqual([]);
});

it('refuses with the sentence and the hint that people read', async () => {
  const host = new FakeHost({ window_ready: refuse('keychain.locked') });
  await expect(host.call('window_ready', {})).rejects.toEqual({
    code: 'keychain.locked',
    message: expect.stringMatching(/^Your keychain is locked/) as string,
    fields: [],
    hint: expect.stringContaining('Unlock it') as string,
    retryable: false,
    request_id: null,
  });
});

it('makes an answer from the request, and notes what was asked', async () => {
  const host: FakeHost = new FakeHost({
    problem_report: () => ({ text: `${host.requests('problem_report').length}` }),
  });
  expect(await host.call('problem_report', {})).toEqual({ text: '1' });
  expect(await host.call('problem_report', {})).toEqual({ text: '2' });
});

it('answers late when it is told to', async () => {
  const answer = later<{ text: string }>();
  const host = new FakeHost({ problem_report: answer.answer });
  const heard = vi.fn();
  const asking = host.call('problem_report', {}).then(heard);
  await Promise.resolve();
  expect(heard).not.toHaveBeenCalled();
  answer.come({ text: 'now' });
  await asking;
  expect(heard).toHaveBeenCalledWith({ text: 'now' });
});

it('gives an answer that the page may keep and change', async () => {
  const host = new FakeHost(recorded('faults'));
  const first = await host.call('partner_open', { partner_id: 'p' });
  first.tasks.length = 0;
  const second = await host.call('partner_open', { partner_id: 'p' });
  expect(second).toEqual(required(recorded('faults'), 'partner_open'));
  expect(second.tasks).not.toHaveLength(0);
});

it('says what is not asked for to those who listen, until they stop', async () => {
  const host = new FakeHost({});
  const heard = vi.fn();
  const stop = await host.listen(heard);
  host.say({ kind: 'tokens_changed' });
  stop();
  host.say({ kind: 'tokens_changed' });
  expect(heard).toHaveBeenCalledTimes(1);
});

it('is used by tests and the gallery, and by no file of the app', () => {
  const files = import.meta.glob<string>('/src/**/*.{ts,svelte}', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const isOfApp = (path: string) => !/\.test\.ts$|\/testing\.ts$|^\/src\/gallery\/|\/fake\//.test(path);
  const app = Object.entries(files).filter(([path]) => isOfApp(path));
  expect(app.length).toBeGreaterThan(150);
  expect(app.filter(([, text]) => /backend\/fake|\/gallery\//.test(text)).map(([path]) => path)).toEqual([]);
});
