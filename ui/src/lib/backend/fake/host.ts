/**
 * A host that answers what it is given, for tests and for the gallery. A command without an answer is a fault of the
 * scenario: it is refused, and remembered so that the test fails also where the page takes a refusal lightly.
 */
import type { Backend, Name } from '../index';
import type { Commands, Event, WireError } from '../bindings.gen/commands';

/** A command that the core refuses. */
export class Refusal {
  constructor(readonly error: WireError) {}
}

type Reply<K extends Name> = Commands[K]['response'] | Refusal;
/** The same each time, or made from the request. */
export type Answer<K extends Name> =
  Reply<K> | ((request: Commands[K]['request']) => Reply<K> | Promise<Reply<K>>);
export type Answers = { [K in Name]?: Answer<K> };

interface Call {
  name: Name;
  request: object;
}

/** Commands that had no answer, in whichever host. */
const unanswered = new Set<Name>();

/** The commands that had no answer since this was last asked. */
export function takeUnanswered(): Name[] {
  const names = [...unanswered];
  unanswered.clear();
  return names;
}

export class FakeHost implements Backend {
  readonly calls: Call[] = [];
  private readonly hearers = new Set<(event: Event) => void>();

  constructor(private readonly answers: Answers) {}

  readonly call = async <K extends Name>(
    name: K,
    request: Commands[K]['request'],
  ): Promise<Commands[K]['response']> => {
    this.calls.push({ name, request });
    const answer: Answer<K> | undefined = this.answers[name];
    if (answer === undefined) {
      unanswered.add(name);
      throw new Error(`The scenario has no answer to ${name}`);
    }
    const reply = typeof answer === 'function' ? await answer(request) : answer;
    if (reply instanceof Refusal) throw reply.error;
    // What the page does with an answer must not change the next one.
    return structuredClone(reply);
  };

  readonly listen = (hear: (event: Event) => void): Promise<() => void> => {
    this.hearers.add(hear);
    return Promise.resolve(() => void this.hearers.delete(hear));
  };

  /** Says something without being asked. */
  say(event: Event): void {
    for (const hear of this.hearers) hear(event);
  }

  /** Changes answers from now on. */
  change(answers: Answers): void {
    Object.assign(this.answers, answers);
  }

  /** What was asked with this command. */
  requests(name: Name): object[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.request);
  }
}

/** An answer that comes when `come` is called. */
export interface Later<T> {
  answer: () => Promise<T>;
  come: (value: T) => void;
}

export function later<T>(): Later<T> {
  let come: (value: T) => void = () => undefined;
  const coming = new Promise<T>((resolve) => (come = resolve));
  return { answer: () => coming, come };
}

/** Of work that goes on for as long as anyone looks. */
export const never = (): Promise<never> => new Promise(() => undefined);
