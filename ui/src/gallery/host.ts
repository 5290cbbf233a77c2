/** Puts a fake host behind the page, on the route where the page is to open. */
import { backend, type Route, type StartView, type Theme } from '$lib/backend';
import { FakeHost, type Answers } from '$lib/backend/fake/host';

/** Where the page opens, and how it looks. */
export interface Opening {
  route: Route;
  theme?: Theme;
}

export function install(answers: Answers, { route, theme }: Opening): FakeHost {
  const { app_start: start, partner_open: partner } = answers;
  const host = new FakeHost({ ...answers, ...(isStart(start) ? { app_start: opened(start) } : {}) });
  function opened(view: StartView): StartView {
    const partner_id = typeof partner === 'object' && 'id' in partner ? partner.id : null;
    return { ...view, last: { partner_id, route }, settings: { ...view.settings, theme: theme ?? 'system' } };
  }
  Object.assign(backend, { call: host.call, listen: host.listen });
  return host;
}

/** The start of a scenario that refuses it stays as it is. */
const isStart = (answer: Answers['app_start']): answer is StartView =>
  typeof answer === 'object' && 'settings' in answer;
