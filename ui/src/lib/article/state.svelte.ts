/**
 * The help article of a partner as the page knows it. What is typed goes to the queue of edits, which keeps it until
 * the core has it. An older answer never replaces a newer one, and none replaces what is being typed.
 */
import { backend } from '$lib/backend';
import type { ArticleFacts, ArticleSection, ArticleView, SectionName } from '$lib/backend';
import type { Desk } from '$lib/state/desk.svelte';
import type { ArticleField } from '$lib/state/fields';
import { SvelteMap } from 'svelte/reactivity';

/** What a person may write of a section. */
export interface SectionText {
  heading: string;
  body: string;
}

/** What goes on because the person pressed a button. */
export type Work = 'save' | 'copy';

const sectionField = (key: SectionName): ArticleField => `article.${key}`;
const textOnly = ({ heading, body }: SectionText): SectionText => ({ heading, body });

export class ArticleState {
  view = $state.raw<ArticleView | null>(null);
  busy = $state<Work | null>(null);
  /** The latest reading of the page; tests and later steps wait for it. */
  reading: Promise<void> | undefined;
  /** Texts that gave way to the record, until the section is edited or the page is left. */
  private readonly former = new SvelteMap<SectionName, SectionText>();

  constructor(
    private readonly desk: Desk,
    private readonly partner_id: string,
  ) {}

  get isViewOnly(): boolean {
    return this.desk.app.isReadOnly;
  }

  /** The page is shown. Gives back how to end. */
  watch(): () => void {
    this.former.clear();
    return () => this.former.clear();
  }

  read(): Promise<void> {
    this.reading = this.look();
    return this.reading;
  }

  private async look(): Promise<void> {
    const { partner_id } = this;
    // The draft is made from the record, also from what is on its way to the disk.
    await this.desk.edits.settle(partner_id);
    const view = await this.desk.status.read(() => backend.call('article_view', { partner_id }));
    if (view) this.take(view);
  }

  // ---- What the record does not say ----

  fact(name: keyof ArticleFacts): string {
    return this.facts[name];
  }

  setFact(name: keyof ArticleFacts, text: string): void {
    const { partner_id } = this;
    if (this.fact(name) === text) return;
    const facts = { ...this.facts, [name]: text };
    this.write('article.facts', facts, () => backend.call('article_facts', { partner_id, facts }));
  }

  private get facts(): ArticleFacts {
    const none: ArticleFacts = { token_place: '', token_name: '', contact: '', result_time: '' };
    return this.desk.edits.queue.latest(this.partner_id, 'article.facts', this.view?.facts ?? none);
  }

  // ---- Sections ----

  text(section: ArticleSection): SectionText {
    const waiting = this.waiting(section.key);
    // Until the core has answered, what gives way stays where it was.
    if (waiting === null) return this.former.get(section.key) ?? section;
    return waiting ?? section;
  }

  isEdited(section: ArticleSection): boolean {
    const waiting = this.waiting(section.key);
    return waiting === undefined ? section.is_edited : waiting !== null;
  }

  canUndo(section: ArticleSection): boolean {
    return this.former.has(section.key);
  }

  edit(section: ArticleSection, change: Partial<SectionText>): void {
    const { partner_id } = this;
    const { key } = section;
    const text = { ...textOnly(this.text(section)), ...change };
    this.former.delete(key);
    this.write(sectionField(key), text, () => backend.call('article_section', { partner_id, key, ...text }));
  }

  /** Lets a section follow the record again. What a person wrote can be brought back. */
  reset(section: ArticleSection): void {
    const { partner_id } = this;
    const { key } = section;
    this.former.set(key, textOnly(this.text(section)));
    this.write(sectionField(key), null, () => backend.call('article_reset', { partner_id, key }));
  }

  undoReset(section: ArticleSection): void {
    const text = this.former.get(section.key);
    if (text) this.edit(section, text);
  }

  /** What waits for the core: a text, `null` for the text from the record, or nothing. */
  private waiting(key: SectionName): SectionText | null | undefined {
    return this.desk.edits.queue.latest<SectionText | null | undefined>(
      this.partner_id,
      sectionField(key),
      undefined,
    );
  }

  // ---- Handing over ----

  save(): Promise<void> {
    return this.run('save', 'article_save');
  }

  copy(): Promise<void> {
    return this.run('copy', 'article_copy');
  }

  private async run(work: Work, command: 'article_save' | 'article_copy'): Promise<void> {
    const { partner_id } = this;
    if (this.busy) return;
    this.busy = work;
    // What is still being typed belongs to the article.
    await this.desk.edits.settle(partner_id);
    const said = await this.desk.status.attempt(() => backend.call(command, { partner_id }));
    this.busy = null;
    if (said?.text) this.desk.status.news = { text: said.text };
  }

  private write(field: ArticleField, value: unknown, ask: () => Promise<ArticleView>): void {
    if (this.isViewOnly) return;
    const { partner_id } = this;
    const title = this.desk.partner.nameOf(partner_id);
    this.desk.edits.queue.add({ partner_id, title, field, value, write: async () => this.take(await ask()) });
  }

  /** Takes in what came back, unless it is older than what is shown. */
  private take(next: ArticleView): void {
    const before = this.view;
    if (next.partner_id !== this.partner_id || (before && next.revision < before.revision)) return;
    this.view = next;
    const isOther =
      before !== null &&
      (before.open !== next.open || next.checks.some((check, at) => check.icon !== before.checks[at]?.icon));
    // The list of tasks tells of it too.
    if (isOther && this.desk.partner.id === this.partner_id) void this.desk.partner.read();
  }
}
