/** The fields of the page, by the names that the core calls them by. */
import type { FieldName, ProblemCode, ProblemView, UrlName } from '$lib/backend';

/** What a person edits: the record, and the company ID of the connection. */
export type DraftField = FieldName | 'company_id';

/** What a person types that is kept by itself. */
export type EditField = DraftField;

/** The same as the draft, and what is never part of a draft. */
export type PageField =
  DraftField | 'personal_token' | 'partner_secret' | 'customer_token' | 'delete_codename';

/** What is said at a field: a problem of the draft, or, without a code, why what was typed was refused. */
export type Fault = Omit<ProblemView, 'field' | 'code'> & { code: ProblemCode | null };

export type UrlField = `urls.${UrlName}`;

/** The URL that a field holds. */
export const urlOf: Readonly<Record<UrlField, UrlName>> = {
  'urls.validate_token': 'validate_token',
  'urls.tests': 'tests',
  'urls.send_candidate': 'send_candidate',
  'urls.help_article': 'help_article',
};

export function isUrlField(field: string): field is UrlField {
  return Object.hasOwn(urlOf, field);
}
