/** The tokens of the partner in front of the person, and the keychain that holds them. */
import { backend } from '$lib/backend';
import type { TokenName, TokenOutcome, TokensView, TokenView } from '$lib/backend';
import type { Desk } from './desk.svelte';

export class Tokens {
  view = $state.raw<TokensView | null>(null);
  /** The keychain has been slow to answer. */
  keychainWaits = $state(false);
  /** Counts what was asked: only the last answer is shown. */
  private asked = 0;

  constructor(private readonly desk: Desk) {}

  of(name: TokenName): TokenView | undefined {
    return this.view?.[name];
  }

  /** What is shown is no longer true, or of another partner. */
  forget(): void {
    this.view = null;
  }

  async read(): Promise<void> {
    const id = this.desk.partner.id;
    if (!id) return;
    const asked = ++this.asked;
    const tokens = await this.desk.status.read(() => backend.call('tokens_view', { partner_id: id }));
    // An answer that is older than the last question is of another environment or company.
    if (tokens && this.desk.partner.id === id && asked === this.asked) this.view = tokens;
  }

  /** Asks a keychain that could not be used once more, and hands over what this session holds. */
  async askKeychainAgain(): Promise<void> {
    const id = this.desk.partner.id;
    if (!id) return;
    const asked = ++this.asked;
    const tokens = await this.desk.status.attempt(() =>
      backend.call('keychain_try_again', { partner_id: id }),
    );
    if (tokens && this.desk.partner.id === id && asked === this.asked) {
      this.view = tokens;
    } else if (!tokens) {
      // A reading that was under way has been dropped for this.
      await this.read();
    }
  }

  /** Carries out what changes tokens, or uses them. */
  async run(work: (id: string) => Promise<TokenOutcome>): Promise<TokenOutcome | undefined> {
    const id = this.desk.partner.id;
    if (!id) return undefined;
    await this.desk.edits.settle();
    const asked = ++this.asked;
    const outcome = await this.desk.status.attempt(() => work(id));
    if (outcome) this.desk.partner.take(outcome.partner);
    if (outcome && this.desk.partner.id === id && asked === this.asked) {
      this.view = outcome.tokens;
    } else if (!outcome) {
      // Part of it may have been done: a token can be kept, or gone from memory, before the rest fails.
      await this.read();
    }
    return outcome;
  }
}
