/** What the page says of what was done: the latest news, the latest error, and the fields that it was about. */
import { asError } from '$lib/backend';
import type { WireError } from '$lib/backend';
import type { PageField } from './fields';

/** What stands in the status bar until something newer does. */
export interface News {
  text: string;
  undo?: () => void;
  /** Ends by what the person does, and not by itself: it came unasked, and they may not have been there. */
  stays?: boolean;
}

export class Status {
  news = $state.raw<News | null>(null);
  error = $state.raw<WireError | null>(null);
  /** Why fields were refused, until they are edited. */
  refused = $state.raw<Readonly<Record<string, string>>>({});

  /** Runs what the person asked for; a failure is shown, and `undefined` comes back. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.error = null;
    return this.read(work);
  }

  /** The same for what is read along the way: what was said before stays. */
  async read<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      this.fail(asError(thrown));
      return undefined;
    }
  }

  fail(error: WireError): void {
    // What the person has stopped is no fault.
    if (error.code === 'work.canceled') return void (this.news = { text: error.message });
    this.error = error;
    const refused = Object.fromEntries(error.fields.map((fault) => [fault.field, fault.message]));
    this.refused = { ...this.refused, ...refused };
  }

  /** The field is edited: why it was refused no longer holds. */
  clearRefusal(field: PageField): void {
    if (this.refused[field]) {
      this.refused = Object.fromEntries(Object.entries(this.refused).filter(([key]) => key !== field));
    }
  }

  /** Another partner comes to the front. An error stays until something is done. */
  forget(): void {
    this.news = null;
    this.refused = {};
  }
}
