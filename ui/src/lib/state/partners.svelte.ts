/** The partners on this computer: the list of them, and how one comes and goes. */
import { backend } from '$lib/backend';
import type { ImportRcRequest, ImportRequest, PartnerSummary } from '$lib/backend';
import type { Desk } from './desk.svelte';
import { isFocusLost } from './focus';
import { t } from '$lib/text';
import { tick } from 'svelte';

export class Partners {
  all = $state.raw<PartnerSummary[] | null>(null);
  /** Counts what was asked: only the last answer is shown. */
  private listed = 0;
  /** Counts how often something in it moved, while it is read anew. */
  private moves = 0;
  private isRereading = false;

  constructor(private readonly desk: Desk) {}

  async read(): Promise<void> {
    const asked = ++this.listed;
    const list = await this.desk.status.read(() => backend.call('partners_list', {}));
    if (list && asked === this.listed) this.all = list.partners;
  }

  /** Something in it moved. Several partners may move at once: one more reading stands for all of them. */
  async readAgain(): Promise<void> {
    this.moves += 1;
    if (this.isRereading) return;
    this.isRereading = true;
    for (let read = 0; read !== this.moves;) {
      read = this.moves;
      await this.read();
    }
    this.isRereading = false;
  }

  async openExample(): Promise<void> {
    const partner = await this.desk.status.attempt(() => backend.call('sample_open', {}));
    if (partner) await this.desk.partner.show(partner, 'readiness');
  }

  async create(): Promise<void> {
    const partner = await this.desk.status.attempt(() => backend.call('partner_create', {}));
    if (partner) await this.desk.partner.show(partner, 'details', 'kind');
  }

  /** Asks where a partner is imported from. */
  async askForImport(): Promise<void> {
    await this.desk.navigation.go('partners');
    this.desk.layout.isImportOpen = true;
  }

  async importFile(file: ImportRequest): Promise<void> {
    const partner = await this.desk.status.attempt(() => backend.call('partner_import', file));
    if (partner) {
      await this.desk.partner.show(partner, 'details');
      this.desk.status.news = { text: t('ui.news.imported', { name: partner.title }) };
    }
  }

  async importFromRc(request: ImportRcRequest): Promise<boolean> {
    const partner = await this.desk.status.attempt(() => backend.call('partner_import_rc', request));
    if (partner) {
      await this.desk.partner.show(partner, 'details');
      this.desk.status.news = { text: t('ui.news.imported', { name: partner.title }) };
    }
    return partner !== undefined;
  }

  async duplicate(id: string): Promise<void> {
    await this.desk.edits.settle(id);
    const partner = await this.desk.status.attempt(() =>
      backend.call('partner_duplicate', { partner_id: id }),
    );
    if (!partner) return;
    await this.desk.partner.show(partner, 'details');
    this.desk.status.news = { text: t('ui.news.duplicated', { name: partner.title }) };
  }

  /** A first letter to the developer of the service, for a message. */
  async copyLetter(id: string): Promise<void> {
    await this.desk.edits.settle(id);
    const letter = await this.desk.status.attempt(() =>
      backend.call('developer_request', { partner_id: id }),
    );
    if (letter) await this.desk.app.copy(letter.text, t('ui.addresses.request_copied'));
  }

  async export(id: string): Promise<void> {
    await this.desk.edits.settle(id);
    const said = await this.desk.status.attempt(() => backend.call('partner_export', { partner_id: id }));
    if (said?.text) this.desk.status.news = { text: said.text };
  }

  async remove(partner: { id: string; title: string }): Promise<void> {
    await this.desk.edits.settle(partner.id);
    const done = await this.desk.status.attempt(() =>
      backend.call('partner_remove', { partner_id: partner.id }),
    );
    if (!done) return;
    if (this.desk.partner.id === partner.id) {
      this.desk.partner.view = null;
      await this.desk.navigation.go('partners');
    } else {
      // Another one was opened since: only the list is out of date.
      await this.read();
    }
    this.desk.status.news = {
      text: t('ui.news.removed', { name: partner.title }),
      undo: () => void this.restore(partner.id),
    };
  }

  private async restore(id: string): Promise<void> {
    const partner = await this.desk.status.attempt(() => backend.call('partner_restore', { partner_id: id }));
    if (partner) {
      this.desk.status.news = { text: t('ui.news.restored', { name: partner.title }) };
      await this.read();
      await tick();
      // The button that was pressed has gone with its sentence.
      if (isFocusLost()) document.querySelector<HTMLElement>(`[data-partner="${id}"]`)?.focus();
    }
  }
}
