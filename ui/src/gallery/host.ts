/** Puts a fake host behind the page, on the route where the page is to open. */
import { backend, type Route, type Theme } from '$lib/backend';
import { FakeHost, type Answers } from '$lib/backend/fake/host';

/** Where the page opens, and how it looks. */
export interface Opening {
  route: Route;
  theme?: Theme;
}

export function install(answers: Answers, { route, theme = 'system' }: Opening): FakeHost {
  const inside = new FakeHost(answers);
  const host = new FakeHost({
    ...answers,
    app_start: async (request) => {
      const start = await inside.call('app_start', request);
      const partner_id = answers.partner_open
        ? (await inside.call('partner_open', { partner_id: '' })).id
        : null;
      return { ...start, last: { partner_id, route }, settings: { ...start.settings, theme } };
    },
  });
  Object.assign(backend, { call: host.call, listen: host.listen });
  return host;
}
