/** What a person pastes on the page of the logo. */
import { t } from '$lib/text';

const FIELDS = 'input:not([type=range], [type=color], [type=file]), textarea, [contenteditable]';

/** The picture or the SVG; `unread` for other text; `null` where there is nothing, or it belongs to a field. */
export function pastedIn(event: ClipboardEvent): File | 'unread' | null {
  if (event.target instanceof Element && event.target.closest(FIELDS)) return null;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (text.includes('<svg')) return new File([text], t('ui.logo.paste_name'));
  const file = event.clipboardData?.files[0];
  return file ?? (text.trim() === '' ? null : 'unread');
}
