/** The fields of the page, by the names that the core calls them by. */
import type { FieldName, ProblemCode, ProblemView, SectionName, UrlName } from '$lib/backend';

/** What a person edits: the record, and the company ID of the connection. */
export type DraftField = FieldName | 'company_id';

/** What is written of the help article: what the record does not say, and each section. */
export type ArticleField = 'article.facts' | `article.${SectionName}`;

/** What a person types that is kept as it is typed: the draft, the article, and their own name. */
export type EditField = DraftField | ArticleField | 'person';

/** The draft, and what is never part of it. */
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
