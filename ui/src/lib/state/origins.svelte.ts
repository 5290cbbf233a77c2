/**
 * Where the customer token may go. The core knows and holds it back; here the person is asked, once for what
 * they are about to do.
 */
import { backend } from '$lib/backend';
import type { OriginView, UrlName } from '$lib/backend';
import type { Desk } from './desk.svelte';

export interface Question {
  partner_id: string;
  origins: OriginView[];
  /** Whether what was asked for goes on without the token when the answer is no. */
  goesOnWithout: boolean;
}

export class Origins {
  question = $state.raw<Question | null>(null);
  private told: ((yes: boolean) => void) | null = null;

  constructor(private readonly desk: Desk) {}

  /** Origins of these urls that the token has not been let go to. */
  held(urls?: readonly UrlName[]): OriginView[] {
    const origins = this.desk.partner.view?.origins ?? [];
    return origins.filter(
      (origin) => !origin.is_allowed && (!urls || origin.urls.some((one) => urls.includes(one))),
    );
  }

  /** Asks, if there is anything to ask. Says whether the token may go to all of them. */
  async ask(urls?: readonly UrlName[], goesOnWithout = false): Promise<boolean> {
    const origins = this.held(urls);
    const partner_id = this.desk.partner.id;
    if (origins.length === 0 || !partner_id) return true;
    this.told?.(false);
    const answer = new Promise<boolean>((resolve) => (this.told = resolve));
    this.question = { partner_id, origins, goesOnWithout };
    return answer;
  }

  async answer(yes: boolean): Promise<void> {
    const { question, told } = this;
    this.question = null;
    this.told = null;
    if (!question) return;
    if (!yes) {
      told?.(false);
      return;
    }
    const { partner_id } = question;
    const origins = question.origins.map((origin) => origin.origin);
    const partner = await this.desk.status.attempt(() =>
      backend.call('origins_allow', { partner_id, origins }),
    );
    if (partner) this.desk.partner.take(partner);
    told?.(partner !== undefined);
  }
}
