/** The page on which the help article is written, as people and screen readers meet it. */
import Article from './Article.svelte';
import { edited, error, noFacts, open, partner, section, view } from './testing';
import { backend, type ArticleView, type Commands, type StartView } from '$lib/backend';
import { Desk } from '$lib/state/desk.svelte';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Answers = Partial<{
  [K in keyof Commands]: (request: Commands[K]['request']) => Promise<Commands[K]['response']>;
}>;
let desk: Desk;
let calls: { name: string; request: unknown }[];
vi.mock('$lib/state/desk.svelte', async (original) => ({
  ...(await original<object>()),
  getDesk: () => desk,
}));

/** Shows the page on a core that answers what is listed, and nothing else. */
function shows(answers: Answers): void {
  vi.spyOn(backend, 'call').mockImplementation(((name: keyof Commands, request: never) => {
    calls.push({ name, request });
    return answers[name]?.(request) ?? new Promise(() => undefined);
  }) as typeof backend.call);
  render(Article);
}
async function filled(article: ArticleView, answers: Answers = {}): Promise<void> {
  shows({ article_view: () => Promise.resolve(article), ...answers });
  await screen.findByTestId('article-text');
}
const requests = (name: string) => calls.filter((call) => call.name === name).map((call) => call.request);
const button = (name: string) => screen.getByRole('button', { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const body = (number = 1) => field(`Text of section ${number}`);
const text = () => document.body.textContent.replace(/\s+/g, ' ').trim();
const described = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent.replace(/\s+/g, ' ').trim());
/** A core that keeps what is written. */
function keeping(article: ArticleView): Answers {
  let held = article;
  const next = (change: Partial<ArticleView>) => {
    held = { ...held, ...change, revision: held.revision + 1 };
    return Promise.resolve(held);
  };
  return {
    article_view: () => Promise.resolve(held),
    article_facts: ({ facts }) => next({ facts }),
    article_section: ({ key, heading, body }) =>
      next({
        sections: held.sections.map((one) =>
          one.key === key ? { ...one, heading, body, is_edited: true } : one,
        ),
      }),
    article_reset: ({ key }) =>
      next({ sections: held.sections.map((one) => (one.key === key ? section({ key }) : one)) }),
  };
}

beforeEach(() => {
  vi.restoreAllMocks();
  calls = [];
  desk = new Desk();
  desk.partner.view = partner();
});

describe('the page', () => {
  it('says what it is for while the article is read, and has nothing to type into', async () => {
    shows({});
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Help article');
    expect(text()).toContain('Recruitee asks for a public help article.');
    expect(text()).toContain('Reading the article…');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Save article files' })).toBeNull();
  });

  it('says why there is no article', async () => {
    shows({ article_view: () => Promise.reject(error()) });
    expect((await screen.findByTestId('error')).textContent).toContain('The disk is full');
    expect(text()).not.toContain('Reading the article…');
  });

  it('leads to the URL under which the article is published', async () => {
    const go = vi.spyOn(desk.navigation, 'go').mockResolvedValue();
    await filled(view());
    await userEvent.click(screen.getByRole('button', { name: /^Go to / }));
    expect(go).toHaveBeenCalledWith('addresses', 'urls.help_article');
  });

  it('shows the text in sections, and what Recruitee looks for', async () => {
    await filled(view());
    expect(screen.getByTestId('article-title').textContent).toBe('Use Harbour with Recruitee');
    expect(field('Heading of section 1').value).toBe('Overview');
    expect(body(2).value).toBe('Go to Settings.');
    expect(text()).toContain('Everything is filled in.');
    const [first, second] = within(
      screen.getByRole('list', { name: 'What Recruitee looks for' }),
    ).getAllByRole('listitem');
    expect(first?.textContent).toContain('“Go to Settings.”');
    expect(second?.dataset['icon']).toBe('fail');
    expect(screen.queryByRole('button', { name: 'Use the text from the record' })).toBeNull();
  });

  it('says at the text what is still to be filled in', async () => {
    await filled(open());
    expect(text()).toContain('2 blanks left to fill in.');
    expect(described(body())).toEqual(['Still to fill in: where the token is in Harbour, your product']);
  });

  it('reads the article again when the record has changed', async () => {
    let count = 0;
    await filled(view(), {
      article_view: () => Promise.resolve(view({ revision: ++count, title: `Title ${count}` })),
    });
    desk.partner.view = partner('p', 2);
    flushSync();
    await vi.waitFor(() => expect(screen.getByTestId('article-title').textContent).toBe('Title 2'));
  });

  it('shows nothing of one partner when another one comes to the front', async () => {
    await filled(view(), {
      article_view: ({ partner_id }) => Promise.resolve(view({ partner_id, title: `For ${partner_id}` })),
    });
    expect(screen.getByTestId('article-title').textContent).toBe('For p');
    desk.partner.view = partner('q');
    flushSync();
    expect(screen.queryByTestId('article-title')).toBeNull();
    await vi.waitFor(() => expect(screen.getByTestId('article-title').textContent).toBe('For q'));
  });

  it('puts the cursor into the first answer when a check leads here', async () => {
    shows({ article_view: () => Promise.resolve(view()), route_set: () => Promise.resolve({}) });
    document.body.firstElementChild?.setAttribute('id', 'main');
    await desk.navigation.go('article', 'article');
    await vi.waitFor(() => expect(document.activeElement).toBe(field('Where customers find the token')));
  });
});

describe('a text that can never be written', () => {
  it('stays in its place, and the error leads there', async () => {
    const refused = error({ code: 'command.request', message: 'Too long', retryable: false });
    await filled(edited(), {
      article_section: () => Promise.reject(refused),
      route_set: () => Promise.resolve({}),
    });
    await userEvent.type(body(), '!');
    const note = await screen.findByTestId('refused');
    expect([note.textContent.includes('Too long'), body().value]).toEqual([true, 'Ask our team.!']);
    await userEvent.click(within(note).getByRole('button', { name: 'Go to field' }));
    expect(document.activeElement).toBe(field('Heading of section 1'));
    await userEvent.click(screen.getByTestId('discard'));
    expect(body().value).toBe('Ask our team.');
  });
});

describe('typing', () => {
  it('is written with all answers', async () => {
    await filled(view(), keeping(view()));
    await userEvent.type(field('Support contact'), 'help');
    await userEvent.type(field('Time until the result'), '2 days');
    await vi.waitFor(() =>
      expect(requests('article_facts').at(-1)).toEqual({
        partner_id: 'p',
        facts: { ...noFacts, contact: 'help', result_time: '2 days' },
      }),
    );
    expect(described(field('Support contact'))).toEqual(['An email address or a URL']);
  });

  it('is not overwritten by a late answer, and keeps the cursor where it is', async () => {
    let answer: (article: ArticleView) => void = () => undefined;
    await filled(view(), {
      article_section: () => new Promise((resolve) => (answer = resolve)),
    });
    const area = body(2);
    await userEvent.clear(area);
    await userEvent.type(area, 'Ask us');
    const late = view({ revision: 2 });
    answer({ ...late, sections: late.sections.map((one) => ({ ...one, body: '' })), open: 1 });
    await vi.waitFor(() => expect(text()).toContain('1 blank left to fill in.'));
    expect([area.value, document.activeElement]).toEqual(['Ask us', area]);
    expect(area.selectionStart).toBe(6);
  });

  it('changes what Recruitee looks for as the answers come', async () => {
    const checks = view().checks.map((check) => ({ ...check, icon: 'pass' as const, title: 'All there' }));
    await filled(view(), { article_section: () => Promise.resolve(view({ revision: 2, checks })) });
    await userEvent.type(body(), '!');
    expect(await screen.findAllByText('All there')).toHaveLength(2);
  });

  it('goes through the whole page with Tab', async () => {
    await filled(edited());
    const names: string[] = [];
    for (let at = 0; at < 12; at++) {
      await userEvent.tab();
      const here = document.activeElement as HTMLElement;
      if (here === document.body) break;
      const label = (here as HTMLInputElement).labels?.[0];
      names.push((label ?? here).textContent.trim());
    }
    expect(names.slice(1)).toEqual([
      'Where customers find the token',
      'Name of the token',
      'Support contact',
      'Time until the result',
      'Use the text from the record',
      'Heading of section 1',
      'Text of section 1',
      'Copy article',
      'Save article files',
    ]);
  });
});

describe('a section that a person wrote', () => {
  it('takes the text from the record, and gives the former text back', async () => {
    await filled(edited(), keeping(edited()));
    expect(screen.getByRole('group', { name: 'Section 1' }).textContent).toContain('Edited');
    await userEvent.click(button('Use the text from the record'));
    await vi.waitFor(() => expect(body().value).toBe('Go to Settings.'));
    expect(screen.getByRole('group', { name: 'Section 1' }).textContent).toContain(
      'Restored from the record',
    );
    // The cursor stays on what brings it back.
    expect(document.activeElement).toBe(button('Undo'));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(body().value).toBe('Ask our team.'));
    expect(requests('article_section')).toEqual([
      { partner_id: 'p', key: 'token', heading: 'Find your token', body: 'Ask our team.' },
    ]);
    expect(document.activeElement).toBe(button('Use the text from the record'));
  });
});

describe('the article', () => {
  it('is saved and copied, with the news', async () => {
    await filled(view(), {
      article_save: () => Promise.resolve({ text: 'Saved to article.zip' }),
      article_copy: () => Promise.resolve({ text: 'Article copied' }),
    });
    await userEvent.click(button('Save article files'));
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Saved to article.zip'));
    await userEvent.click(button('Copy article'));
    await vi.waitFor(() => expect(desk.status.news?.text).toBe('Article copied'));
    expect(requests('article_copy')).toEqual([{ partner_id: 'p' }]);
  });

  it('can be read and handed over in a view-only window, and not changed', async () => {
    desk.app.start = { is_read_only: true } as StartView;
    await filled(edited());
    for (const one of [body(), field('Support contact'), button('Use the text from the record')])
      expect(one.matches(':disabled')).toBe(true);
    for (const name of ['Save article files', 'Copy article'])
      expect(button(name).matches(':disabled')).toBe(false);
  });
});

describe('axe', () => {
  it.each([
    ['read', undefined],
    ['complete', view()],
    ['open', open()],
    ['edited', edited()],
  ])('finds nothing in an article that is %s', async (_, article) => {
    if (article) await filled(article, keeping(article));
    else shows({});
    if (article?.sections[0]?.is_edited) {
      await userEvent.click(button('Use the text from the record'));
      await screen.findByRole('button', { name: 'Undo' });
    }
    // jsdom draws nothing, so contrast is judged in the real window.
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
