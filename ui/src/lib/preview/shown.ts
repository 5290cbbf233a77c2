/** What every screen of the preview is drawn from. */
import type { PreviewView } from '$lib/backend';

export interface Shown {
  /** As typed so far, also before it is saved. Never empty. */
  name: string;
  description: string;
  /** The SVG as text, empty where there is none. */
  logo: string;
  preview: PreviewView;
}
