/**
 * Text fields of the draft. While an input method or a dead key composes a text, the field belongs to it:
 * nothing is handed over, and nothing is written into the field, until the composition has ended.
 */
import type { Compositions } from './compositions';
import type { Attachment } from 'svelte/attachments';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

interface Draft {
  compositions: Compositions;
  /** What the field should hold. */
  text: () => string;
  /** Takes what was typed, a composed text when it is done. */
  edit: (text: string) => void;
  /** The field was left, and what it held was taken. */
  leave?: () => void;
}

/** A text field whose text is held elsewhere: what is typed goes there, what is there is shown. */
export function draftText({ compositions, text, edit, leave }: Draft): Attachment<TextElement> {
  return (element) => {
    /** What was last shown or taken. */
    let known = element.value;
    let isComposing = false;
    let ending: ReturnType<typeof setTimeout> | undefined;

    function show(next: string): void {
      known = next;
      // Only where it differs: setting it may move the cursor.
      if (element.value !== next) element.value = next;
    }

    function take(): void {
      if (element.value === known) return;
      known = element.value;
      edit(known);
    }

    function begin(): void {
      // In some scripts the next composition begins the moment that one ends.
      if (ending) finish();
      isComposing = true;
      compositions.begin(element);
    }

    /** Chromium sends the last `input` before `compositionend`, WebKit after it, in the same task. */
    function end(): void {
      clearTimeout(ending);
      ending = setTimeout(finish, 0);
    }

    function finish(): void {
      clearTimeout(ending);
      ending = undefined;
      isComposing = false;
      if (element.value === known) show(text());
      take();
      compositions.end(element);
    }

    function input(): void {
      if (!isComposing) take();
    }

    function blur(): void {
      finish();
      leave?.();
    }

    $effect(() => {
      const next = text();
      if (!isComposing) show(next);
    });

    const listeners: [string, () => void][] = [
      ['compositionstart', begin],
      ['compositionend', end],
      ['input', input],
      ['change', finish],
      ['blur', blur],
    ];
    for (const [name, listener] of listeners) element.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) element.removeEventListener(name, listener);
      clearTimeout(ending);
      // What was composed when the field went is kept.
      take();
      compositions.end(element);
    };
  };
}
