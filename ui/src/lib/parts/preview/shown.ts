/** What every screen of the preview is drawn from. */
import type { PreviewView } from '$lib/backend';
import { fill } from '$lib/text';

export interface Shown {
  /** As typed so far, also before it is saved. Never empty. */
  name: string;
  description: string;
  /** The SVG as text, empty where there is none. */
  logo: string;
  preview: PreviewView;
}

/** The labels with the name in them, as far as it is typed. */
export function named(preview: PreviewView, name: string): PreviewView {
  const label = (text: string) => fill(text, { name });
  return {
    ...preview,
    menu_item: label(preview.menu_item),
    dialog_title: label(preview.dialog_title),
    standard_error: label(preview.standard_error),
  };
}
