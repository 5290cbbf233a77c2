/** Articles as the core shows them, and a core that answers what a test says. */
import type { ArticleFacts, ArticleSection, ArticleView, PartnerView, WireError } from '$lib/backend';

export const partner = (id = 'p', revision = 1): PartnerView =>
  ({
    id,
    revision,
    title: 'Harbour',
    environment: 'sandbox',
    problems: [],
    tasks: [],
    origins: [],
  }) as unknown as PartnerView;

export const noFacts: ArticleFacts = { token_place: '', token_name: '', contact: '', result_time: '' };

export const section = (more: Partial<ArticleSection> = {}): ArticleSection => ({
  key: 'token',
  heading: 'Find your token',
  body: 'Go to Settings.',
  is_edited: false,
  open: [],
  ...more,
});

export function view(changes: Partial<ArticleView> = {}): ArticleView {
  return {
    partner_id: 'p',
    revision: 1,
    title: 'Use Harbour with Recruitee',
    facts: noFacts,
    sections: [
      section({ key: 'intro', heading: 'Overview', body: 'Send candidates tests from Harbour.' }),
      section(),
    ],
    open: 0,
    checks: [
      {
        id: 'HELP-3',
        title: 'The article says where the token is',
        sentence: '“Go to Settings.”',
        icon: 'pass',
      },
      {
        id: 'HELP-4',
        title: 'The article doesn’t say whom to ask',
        sentence: 'Add an email address or a URL.',
        icon: 'fail',
      },
    ],
    ...changes,
  };
}

/** With a place that is still to be filled in. */
export const open = (changes: Partial<ArticleView> = {}): ArticleView =>
  view({
    sections: [
      section({
        body: 'Go to [where the token is in Harbour].',
        open: ['where the token is in Harbour', 'your product'],
      }),
    ],
    open: 2,
    ...changes,
  });

/** With a section that a person wrote. */
export const edited = (changes: Partial<ArticleView> = {}): ArticleView =>
  view({ sections: [section({ body: 'Ask our team.', is_edited: true })], ...changes });

export const error = (more: Partial<WireError> = {}): WireError => ({
  code: 'store.full',
  message: 'The disk is full',
  fields: [],
  hint: null,
  retryable: true,
  request_id: null,
  ...more,
});
