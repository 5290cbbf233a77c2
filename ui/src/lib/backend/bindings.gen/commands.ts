// Made from the Rust types by `cargo xtask bindings`. Do not edit.

export type FieldError = { 
/**
 * The field's path.
 */
field: string, 
/**
 * `area.reason`.
 */
code: FieldCode, 
/**
 * The sentence.
 */
message: string, };

export type WireError = { 
/**
 * `area.reason`. Programs look at this only.
 */
code: ErrorCode, 
/**
 * The sentence.
 */
message: string, 
/**
 * Faults at fields.
 */
fields: Array<FieldError>, 
/**
 * What to do next.
 */
hint: string | null, 
/**
 * Whether trying again may help.
 */
retryable: boolean, 
/**
 * A write was sent and no answer came: nobody knows whether it was done.
 */
outcome_unknown?: boolean, 
/**
 * A fault of Partner Desk or of its own files, and no outcome that was to be expected: the person may want
 * to report it.
 */
is_internal?: boolean, 
/**
 * Names the lines of the log that tell of the command that failed.
 */
request_id: string | null, };

export type ErrorCode = "after_all" | "api.conflict" | "api.not_found" | "api.not_understood" | "api.outcome_unknown" | "api.redirected" | "api.rejected" | "api.rejected_fields" | "api.rejected_saying" | "api.status" | "api.too_many_requests" | "api.turned_away" | "article.too_long" | "clipboard.failed" | "clipboard.no_text" | "codename.locked" | "codename.needed" | "command.broke" | "command.request" | "command.unknown" | "company_id.missing" | "company_id.not_a_number" | "connection.no_environment" | "connection.no_token" | "delete.not_done" | "delete.not_registered" | "delete.other_codename" | "file.field" | "file.newer" | "file.no_partners" | "file.not_json" | "file.not_text" | "file.not_written" | "file.other_format" | "file.too_large" | "import.codename_characters" | "import.no_codename" | "import.not_there" | "keychain.altered" | "keychain.ambiguous" | "keychain.ephemeral" | "keychain.failed" | "keychain.forgetful" | "keychain.locked" | "keychain.no_bus" | "keychain.no_default" | "keychain.no_service" | "keychain.not_set_up" | "keychain.not_used" | "keychain.nothing_open" | "keychain.refused" | "keychain.too_long" | "keychain.waiting" | "link.failed" | "link.not_https" | "logo.avif" | "logo.animation" | "logo.broken" | "logo.changed_look" | "logo.empty" | "logo.entity_markup" | "logo.no_font" | "logo.not_xml" | "logo.nothing_drawn" | "logo.other_type" | "logo.out_of_memory" | "logo.process_ended" | "logo.process_not_usable" | "logo.self_check" | "logo.timed_out" | "logo.too_complex" | "logo.too_large" | "logo.too_many_pixels" | "logo.too_rich" | "network.broken" | "network.name_not_found" | "network.name_not_told" | "network.not_http" | "network.not_public" | "network.offline" | "network.ours" | "network.redirects" | "network.refused" | "network.timed_out" | "network.tls" | "network.too_large" | "network.wrong_origin" | "origin.changed" | "pack.not_made" | "promotion.not_here" | "promotion.not_now" | "readiness.none" | "readiness.running" | "rehearsal.blocked" | "rehearsal.candidate_number" | "rehearsal.email" | "rehearsal.going" | "rehearsal.name" | "rehearsal.no_report" | "rehearsal.no_test" | "rehearsal.not_started" | "rehearsal.out_of_date" | "rehearsal.properties" | "revert.nothing_saved" | "sandbox.failed" | "sandbox.not_started" | "sandbox.only_there" | "save.going_on" | "save.plan_changed" | "save.problems" | "secret.absent" | "secret.lost" | "secret.not_registered" | "secret.old_works" | "secret.outcome_unknown" | "store.damaged" | "store.elsewhere" | "store.failed" | "store.folder" | "store.full" | "store.full_at_start" | "store.in_use" | "store.locked" | "store.newer" | "store.no_locks" | "store.not_found" | "store.read_only" | "store.unexpected" | "token.empty" | "token.mixed_up" | "token.too_long" | "token.unsendable" | "url.missing" | "url.none_pasted" | "url.not_tried" | "watch.timed_out" | "work.canceled" | "work.canceled_after_sending";

export type FieldCode = ErrorCode | ProblemCode;

export type ProblemCode = "kind.missing" | "kind.unknown" | "name.missing" | "name.long" | "codename.missing" | "codename.characters" | "codename.dash" | "description.missing" | "description.placeholder" | "url.http" | "url.fragment" | "url.missing" | "url.user_info" | "inputs.no_kind" | "inputs.missing_default" | "inputs.alike" | "url.not_a_url" | "url.space" | "url.doubled" | "url.invisible" | "url.backslashes" | "url.slashes" | "url.spelling";

export type FieldName = "kind" | "name" | "codename" | "description" | "logo" | "urls.validate_token" | "urls.tests" | "urls.send_candidate" | "urls.help_article" | "inputs";

export type UrlName = "validate_token" | "tests" | "send_candidate" | "help_article";

export type FaultKindName = "service" | "candidate" | "tls" | "network" | "unusual" | "recruitee";

export type GroupName = "record" | "logo" | "addresses" | "token" | "tests" | "send" | "report" | "help" | "confirm";

export type LevelName = "must" | "should" | "manual";

export type FixedByName = "you" | "developer" | "recruitee" | "nobody";

export type TargetName = "connection" | "customer_token" | "partner_secret" | "check_and_save" | "article" | "promotion" | "rehearsal" | "kind" | "name" | "codename" | "description" | "logo" | "urls.validate_token" | "urls.tests" | "urls.send_candidate" | "urls.help_article" | "inputs";

export type Theme = "system" | "light" | "dark";

export type LanguageChoice = "system" | "en" | "accented" | "mirrored";

export type Route = "partners" | "connection" | "details" | "logo" | "addresses" | "inputs" | "save" | "readiness" | "rehearsal" | "article" | "promotion" | "history" | "activity" | "sandbox" | "settings" | "how";

export type ValueForm = "text" | "mono" | "logo" | "none";

export type Tally = "passed" | "not_passed" | "open" | "left_out";

export type FindingTone = "fail" | "advice" | "done";

export type PlanAction = "unknown" | "not_connected" | "incomplete" | "not_reached" | "missing" | "register" | "decide" | "nothing" | "update";

export type ConnectionField = "connection" | "company_id" | "personal_token";

export type Take = "mine" | "theirs" | "edit";

export type Nothing = Record<symbol, never>;

export type Done = Record<symbol, never>;

export type EnvironmentName = "sandbox" | "rc";

export type PartnerId = { 
/**
 * As given by the app.
 */
partner_id: string, };

export type EditRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which field, by its path.
 */
field: FieldName, 
/**
 * Text, or the list of candidate fields.
 */
value: unknown, };

export type Meter = { 
/**
 * Required checks.
 */
required: number, 
/**
 * Green.
 */
pass: number, 
/**
 * Failing.
 */
fail: number, 
/**
 * Not known.
 */
open: number, };

export type Tone = "plain" | "todo" | "bad";

export type TaskGroup = "set_up" | "prove" | "go_live";

export type Page = "details" | "logo" | "connection" | "addresses" | "inputs" | "article" | "save" | "readiness" | "rehearsal" | "promotion";

export type Task = { 
/**
 * The page it leads to.
 */
page: Page, 
/**
 * The part of the way that it belongs to.
 */
group: TaskGroup, 
/**
 * Its state in a word or two; may be empty.
 */
state: string, 
/**
 * How that is shown.
 */
tone: Tone, 
/**
 * For the narrow rail.
 */
count: number | null, };

export type PartnerSummary = { 
/**
 * For every further call.
 */
id: string, 
/**
 * The name, or a stand-in.
 */
title: string, 
/**
 * May be empty.
 */
codename: string, 
/**
 * The kind in words; may be empty.
 */
kind: string, 
/**
 * SVG source; may be empty.
 */
logo: string, 
/**
 * Where it is registered.
 */
environment: EnvironmentName | null, 
/**
 * Draft, On RC, …
 */
state: string, 
/**
 * What is next, or what differs.
 */
note: string, 
/**
 * Whether the note asks for something.
 */
note_is_todo: boolean, 
/**
 * What the watch found, in a few words; empty where nothing.
 */
watch: string, 
/**
 * The required checks.
 */
meter: Meter, 
/**
 * Milliseconds since 1970.
 */
changed_at: number, 
/**
 * Whether it is the sample partner.
 */
is_example: boolean, };

export type PartnerList = { 
/**
 * Latest change first.
 */
partners: Array<PartnerSummary>, };

export type InputView = { 
/**
 * Its kind on the wire.
 */
kind: string, 
/**
 * In words.
 */
label: string, 
/**
 * Whether the recruiter must fill it in.
 */
required: boolean, 
/**
 * Whether the documentation names the kind.
 */
is_known: boolean, 
/**
 * Whether all of it can be read; if not it can be moved and removed, and goes back as it came.
 */
is_readable: boolean, 
/**
 * The whole element, for sending it back as it is.
 */
raw: unknown, };

export type InputText = { 
/**
 * JSON, if it is.
 */
text: string, };

export type InputCheck = { 
/**
 * The field.
 */
input: InputView | null, 
/**
 * Why it is none.
 */
fault: string | null, };

export type Suggestion = { 
/**
 * For the button.
 */
label: string, 
/**
 * For the field.
 */
value: string, };

export type ProblemView = { 
/**
 * The field's path.
 */
field: FieldName, 
/**
 * `area.reason`.
 */
code: ProblemCode, 
/**
 * The sentence at the field.
 */
message: string, 
/**
 * The same, as it stands in a list of several fields.
 */
summary: string, 
/**
 * Whether a save must wait for it.
 */
blocks: boolean, 
/**
 * Whether it may be shown as soon as the field is left.
 */
on_leave: boolean, 
/**
 * What would mend it, and the words to offer it with.
 */
suggestion: Suggestion | null, };

export type UrlNote = { 
/**
 * The field, by its path.
 */
field: FieldName, 
/**
 * In words.
 */
message: string, };

export type KindChoice = { 
/**
 * On the wire.
 */
value: string, 
/**
 * In words.
 */
label: string, 
/**
 * One line.
 */
hint: string, 
/**
 * The recruiter's button.
 */
action: string, };

export type PreviewPlace = "card" | "listing" | "consent" | "token" | "menu" | "profile" | "send" | "report";

export type TokenAnswerName = "accepted" | "rejected" | "failed";

export type SendFieldView = { 
/**
 * Its caption.
 */
label: string, 
/**
 * What it holds; empty where the recruiter chooses or types.
 */
value: string, 
/**
 * The recruiter chooses from a list.
 */
is_choice: boolean, 
/**
 * The recruiter must fill it in.
 */
required: boolean, };

export type TokenSeenView = { 
/**
 * What Recruitee makes of it.
 */
answer: TokenAnswerName, 
/**
 * The text that came with an error.
 */
own_error: string | null, 
/**
 * Milliseconds since 1970.
 */
at: number, 
/**
 * Whether URL and token are still those of then.
 */
is_current: boolean, };

export type TestsSeenView = { 
/**
 * The first few, in the service's order.
 */
names: Array<string>, 
/**
 * Of all.
 */
count: number, 
/**
 * Milliseconds since 1970.
 */
at: number, 
/**
 * Whether URL and token are still those of then.
 */
is_current: boolean, };

export type PreviewView = { 
/**
 * The marketplace category.
 */
category: string, 
/**
 * The button on a candidate's profile.
 */
action: string, 
/**
 * The entry in a candidate's menu.
 */
menu_item: string, 
/**
 * The title of the send dialog.
 */
dialog_title: string, 
/**
 * The label above the list of tests.
 */
list_label: string, 
/**
 * An entry of that list, where there is none to show.
 */
sample_item: string, 
/**
 * Places whose labels are not documented for this kind.
 */
approximate: Array<PreviewPlace>, 
/**
 * Fields with a text that is cut off somewhere.
 */
too_long: Array<FieldName>, 
/**
 * The fields of the send dialog, without the list of tests.
 */
fields: Array<SendFieldView>, 
/**
 * What Recruitee sends to the Candidate URL, as JSON.
 */
body: string, 
/**
 * What the send dialog says when the service gives an error without a text.
 */
standard_error: string, 
/**
 * The text that the service gave in place of its test list, with an error.
 */
own_error: string | null, 
/**
 * The last answer to the customer token.
 */
token: TokenSeenView | null, 
/**
 * The test list, when it was last read.
 */
tests: TestsSeenView | null, };

export type PartnerView = { 
/**
 * Higher than that of each view that was read earlier since the app began.
 */
revision: number, 
/**
 * For every further call.
 */
id: string, 
/**
 * The name, or a stand-in.
 */
title: string, 
/**
 * Whether it is the sample partner.
 */
is_example: boolean, 
/**
 * Whether the Sandbox's sample token fits: a URL leads to the sample service.
 */
takes_sample_token: boolean, 
/**
 * Where it is registered.
 */
environment: EnvironmentName | null, 
/**
 * As typed.
 */
company_id: string, 
/**
 * On the wire; empty until chosen.
 */
kind: string, 
/**
 * The kinds to choose from, one from RC that is not documented included.
 */
kinds: Array<KindChoice>, 
/**
 * As typed.
 */
name: string, 
/**
 * As typed.
 */
codename: string, 
/**
 * Made from the name, while no codename was typed.
 */
suggested_codename: string, 
/**
 * Since when the codename is locked.
 */
locked_since: number | null, 
/**
 * As typed.
 */
description: string, 
/**
 * About how many characters of it a card shows.
 */
card_length: number, 
/**
 * SVG source; may be empty.
 */
logo: string, 
/**
 * Its size in words.
 */
logo_size: string, 
/**
 * The four addresses, by key, as typed.
 */
validate_token: string, 
/**
 * See there.
 */
tests: string, 
/**
 * See there.
 */
send_candidate: string, 
/**
 * See there.
 */
help_article: string, 
/**
 * The candidate fields.
 */
inputs: Array<InputView>, 
/**
 * Kinds that can be added.
 */
input_kinds: Array<InputView>, 
/**
 * Everything that is wrong.
 */
problems: Array<ProblemView>, 
/**
 * What the last step repaired in URLs.
 */
url_notes: Array<UrlNote>, 
/**
 * The list of tasks.
 */
tasks: Array<Task>, 
/**
 * The required checks.
 */
meter: Meter, 
/**
 * One line below the meter.
 */
meter_note: string, 
/**
 * When the last edit was on the disk.
 */
saved_at: number, 
/**
 * What the server last said, in one line.
 */
remote_note: string, 
/**
 * When it was last read.
 */
remote_seen_at: number | null, 
/**
 * Fields that differ from what the server holds; `None` when that is not known.
 */
differs: Array<string> | null, 
/**
 * What undo would take back.
 */
undo: string | null, 
/**
 * What redo would bring back.
 */
redo: string | null, 
/**
 * That nobody knows what became of the last write, in a sentence.
 */
not_known: string | null, 
/**
 * What the customer sees.
 */
preview: PreviewView, 
/**
 * When company ID and token were last taken by the server.
 */
verified_at: number | null, 
/**
 * Where the customer token goes, and where it would go if the person let it.
 */
origins: Array<OriginView>, };

export type UndoOutcome = { 
/**
 * As it is now.
 */
partner: PartnerView, 
/**
 * For the status bar.
 */
news: string, };

export type ConnectionRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Where.
 */
environment: EnvironmentName, 
/**
 * As typed; `None` leaves it.
 */
company_id: string | null, };

export type TokenName = "personal" | "partner_secret" | "customer";

export type TokenStoreRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which token.
 */
token: TokenName, 
/**
 * What was typed or pasted.
 */
value: string, };

export type TokenRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which token.
 */
token: TokenName, };

export type TokenState = "present" | "absent" | "unknown";

export type TokenView = { 
/**
 * Which.
 */
token: TokenName, 
/**
 * Whether it is there.
 */
state: TokenState, 
/**
 * Its last four characters.
 */
last_four: string, 
/**
 * Where it is kept, by the true name of the place.
 */
kept: string, 
/**
 * Whether it is gone when the app is closed.
 */
is_session_only: boolean, 
/**
 * What the person should know of this one: it is not where it was put, or older than the last one.
 */
note: string | null, 
/**
 * Why none can be put in yet.
 */
blocked: string | null, 
/**
 * Milliseconds since 1970.
 */
since: number | null, 
/**
 * When it was last sent or copied, in milliseconds since 1970.
 */
last_used: number | null, };

export type KeychainNotice = { 
/**
 * `keychain.reason`.
 */
code: ErrorCode, 
/**
 * What is wrong.
 */
sentence: string, 
/**
 * What that means for the tokens.
 */
consequence: string, 
/**
 * What to do, on this system, one after another.
 */
steps: Array<string>, };

export type OriginView = { 
/**
 * `https://host`, the port only where it is not the usual one.
 */
origin: string, 
/**
 * The keys of the addresses that lead there.
 */
urls: Array<UrlName>, 
/**
 * Whether the customer token may go there. While there is none, it may go anywhere.
 */
is_allowed: boolean, };

export type TokensView = { 
/**
 * Personal API token.
 */
personal: TokenView, 
/**
 * Partner secret.
 */
partner_secret: TokenView, 
/**
 * Customer token.
 */
customer: TokenView, 
/**
 * Why the keychain cannot be used, one entry per cause.
 */
notices: Array<KeychainNotice>, };

export type TokenOutcome = { 
/**
 * The partner, whose tasks may have changed.
 */
partner: PartnerView, 
/**
 * All three.
 */
tokens: TokensView, 
/**
 * Whether it works; `None` when that is not known or was not asked.
 */
works: boolean | null, 
/**
 * In a sentence; may be empty.
 */
sentence: string, };

export type AllowRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * As in [`OriginView::origin`].
 */
origins: Array<string>, };

export type TokenUsageRequest = { 
/**
 * Uses for this partner alone.
 */
partner_id: string | null, 
/**
 * Uses of this token alone.
 */
token: TokenName | null, 
/**
 * Uses whose destination holds this text.
 */
destination: string, 
/**
 * Uses of this group alone.
 */
group: TokenUseGroup | null, };

export type TokenUseGroup = "sent" | "held_back" | "here";

export type TokenUseView = { 
/**
 * Milliseconds since 1970.
 */
at: number, 
/**
 * The partner's name; may be empty.
 */
partner: string, 
/**
 * Sandbox or RC.
 */
environment: string, 
/**
 * Which token, in words.
 */
token: string, 
/**
 * Where to.
 */
destination: string, 
/**
 * What for.
 */
purpose: string, 
/**
 * What came of it.
 */
outcome: string, 
/**
 * Which group it belongs to.
 */
group: TokenUseGroup, };

export type TokenUsageView = { 
/**
 * The newest that fit, newest first.
 */
uses: Array<TokenUseView>, 
/**
 * How many fit in all.
 */
count: number, };

export type ConfirmRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which check.
 */
check_id: string, 
/**
 * Given or withdrawn.
 */
confirmed: boolean, };

export type TargetView = { 
/**
 * The page.
 */
page: Page, 
/**
 * The field on it.
 */
field: TargetName, 
/**
 * In words.
 */
label: string, };

export type RecheckRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which check; all that did not hold when left out.
 */
check_id: string | null, };

export type CheckOf = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which check.
 */
check_id: string, };

export type CheckId = { 
/**
 * `REC-1` and so on.
 */
check_id: string, };

export type CompareRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * The run to compare with.
 */
earlier: number, 
/**
 * The run to compare.
 */
later: number, };

export type PhaseView = { 
/**
 * Which.
 */
label: string, 
/**
 * How long it took, with its unit.
 */
took: string, };

export type TokenCell = { 
/**
 * What was done.
 */
was: string, 
/**
 * `None` where it says nothing for or against.
 */
good: boolean | null, };

export type TokenRow = { 
/**
 * What was sent.
 */
what: string, 
/**
 * What should be done with it.
 */
should: string, 
/**
 * What validate_token did.
 */
validate: TokenCell, 
/**
 * What the list of tests did.
 */
tests: TokenCell, };

export type TokenTable = { 
/**
 * In the order in which they are shown.
 */
rows: Array<TokenRow>, 
/**
 * What the whole of it says; may be empty.
 */
note: string, };

export type EarlierView = { 
/**
 * Milliseconds since 1970.
 */
at: number, 
/**
 * In a sentence.
 */
because: string, };

export type RunSummary = { 
/**
 * Rises with time.
 */
id: number, 
/**
 * Milliseconds since 1970.
 */
started_at: number, 
/**
 * How long it took.
 */
duration_ms: number, 
/**
 * The verdict in one sentence.
 */
headline: string, 
/**
 * How the headline is shown.
 */
icon: Icon, 
/**
 * The checks that were asked; empty for all.
 */
asked: string, 
/**
 * The set of rules.
 */
rules: string, };

export type HistoryView = { 
/**
 * The latest first.
 */
runs: Array<RunSummary>, };

export type ComparisonRow = { 
/**
 * `REC-1` and so on.
 */
check_id: string, 
/**
 * What holds, or what does not.
 */
title: string, 
/**
 * Its state in the earlier run.
 */
before: string, 
/**
 * How that is shown.
 */
before_icon: Icon, 
/**
 * Its state in the later run.
 */
after: string, 
/**
 * How that is shown.
 */
after_icon: Icon, 
/**
 * Why, in a sentence.
 */
because: string, };

export type ComparisonView = { 
/**
 * The checks that came out differently.
 */
rows: Array<ComparisonRow>, 
/**
 * How many did not.
 */
same: number, };

export type VersionView = { 
/**
 * From 1.
 */
version: number, 
/**
 * What it changed.
 */
text: string, };

export type ReferenceView = { 
/**
 * `REC-1` and so on.
 */
id: string, 
/**
 * What holds.
 */
title: string, 
/**
 * Required, Advice or To confirm.
 */
level_label: string, 
/**
 * Documented by Recruitee, or our own rule.
 */
basis: string, 
/**
 * The page of the documentation.
 */
basis_link: string | null, 
/**
 * What is looked at, and how.
 */
means: string, 
/**
 * Why it matters.
 */
why: string, 
/**
 * An example that passes.
 */
passes: string, 
/**
 * One that fails.
 */
example_fails: string, 
/**
 * The latest first.
 */
versions: Array<VersionView>, };

export type SeenView = { 
/**
 * What was looked at.
 */
what: string, 
/**
 * What should be.
 */
should: string, 
/**
 * What was.
 */
was: string, 
/**
 * `None` where it says nothing for or against.
 */
good: boolean | null, };

export type ExchangeView = { 
/**
 * Why it was made.
 */
purpose: string, 
/**
 * Method, address, headers and body, as sent.
 */
request: string, 
/**
 * Status and headers as they came, or why nothing came.
 */
response: string, 
/**
 * The body up to the fault, or all of it; pretty-printed.
 */
body_before: string, 
/**
 * The faulty part.
 */
body_marked: string, 
/**
 * What comes after it.
 */
body_after: string, 
/**
 * `200`, or empty.
 */
status: string, 
/**
 * From the first look-up to the last byte.
 */
duration_ms: number, 
/**
 * How long its parts took.
 */
phases: Array<PhaseView>, 
/**
 * How often it was sent and why again, in a sentence; empty where once was enough.
 */
repeated: string, };

export type Icon = "pass" | "fail" | "advice" | "unknown" | "stale" | "confirm" | "confirmed" | "not_applicable" | "none";

export type ConfirmedView = { 
/**
 * Milliseconds since 1970.
 */
at: number, 
/**
 * As they call themselves; may be empty.
 */
person: string, };

export type VerdictView = { 
/**
 * `REC-1` and so on.
 */
id: string, 
/**
 * Of the group it stands in.
 */
group: GroupName, 
/**
 * What holds, or what does not.
 */
title: string, 
/**
 * Its state in a word.
 */
word: string, 
/**
 * How it is shown.
 */
icon: Icon, 
/**
 * Where it counts.
 */
tally: Tally, 
/**
 * `must`, `should` or `manual`.
 */
level: LevelName, 
/**
 * Required, Advice or To confirm.
 */
level_label: string, 
/**
 * Documented by Recruitee, or our own rule.
 */
basis: string, 
/**
 * The page of the documentation.
 */
basis_link: string | null, 
/**
 * What was found.
 */
sentence: string, 
/**
 * Why it matters.
 */
why: string, 
/**
 * In a sentence; empty when there is nothing to mend.
 */
fixed_by: string, 
/**
 * `you`, `developer`, `recruitee` or `nobody`.
 */
fixed_by_key: FixedByName, 
/**
 * What was seen.
 */
seen: Array<SeenView>, 
/**
 * Where Fix goes.
 */
target: TargetView, 
/**
 * Whether it can be shown what was sent for it.
 */
has_exchanges: boolean, 
/**
 * Whether it can be asked again; else the rehearsal answers it.
 */
is_of_run: boolean, 
/**
 * When it was last green, for a check that fails.
 */
was_green: EarlierView | null, 
/**
 * What to hand to a developer; empty when there is nothing to hand over.
 */
developer_text: string, 
/**
 * Earlier runs were judged without it, or by an earlier version of its rule.
 */
is_new_rule: boolean, 
/**
 * Whether a person may say that it holds, or take that back.
 */
may_confirm: boolean, 
/**
 * Who says so.
 */
confirmed: ConfirmedView | null, };

export type GroupView = { 
/**
 * Stable.
 */
id: GroupName, 
/**
 * In words.
 */
title: string, 
/**
 * In the order of the catalogue.
 */
checks: Array<VerdictView>, };

export type RunView = { 
/**
 * Higher than that of each view that was read earlier since the app began.
 */
revision: number, 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Whether there was a run at all.
 */
has_run: boolean, 
/**
 * Whether the partner is ready.
 */
is_ready: boolean, 
/**
 * The verdict in one sentence.
 */
headline: string, 
/**
 * How the headline is shown.
 */
icon: Icon, 
/**
 * Milliseconds since 1970.
 */
started_at: number | null, 
/**
 * How long it took.
 */
duration_ms: number, 
/**
 * Labels of what has changed since.
 */
changed_since: Array<string>, 
/**
 * The required checks.
 */
meter: Meter, 
/**
 * Required checks that don't apply, and so aren't in the meter; empty when all do.
 */
left_out: string, 
/**
 * Failing advice.
 */
advice: number, 
/**
 * Manual checks to confirm.
 */
to_confirm: number, 
/**
 * How many checks *Check again what failed* asks again.
 */
to_recheck: number, 
/**
 * How many failed that the developer of the service fixes.
 */
for_developer: number, 
/**
 * What a newer set of rules says of this run, line by line.
 */
rules_news: Array<string>, 
/**
 * What was done with each kind of token.
 */
token_table: TokenTable | null, 
/**
 * All checks.
 */
groups: Array<GroupView>, };

export type Event = { "kind": "verdict_reached", 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * The verdict.
 */
verdict: VerdictView, 
/**
 * Checks judged so far.
 */
done: number, 
/**
 * Of how many.
 */
total: number, 
/**
 * The required checks so far.
 */
meter: Meter, } | { "kind": "rehearsal_moved", 
/**
 * Which partner.
 */
partner_id: string, } | { "kind": "watch_moved", 
/**
 * Which partner.
 */
partner_id: string, } | { "kind": "run_waiting", 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * For whom and how long, in a sentence.
 */
text: string, } | { "kind": "file_opened", 
/**
 * Its text.
 */
text: string, } | { "kind": "keychain_waiting", 
/**
 * Whether it does.
 */
is_waiting: boolean, } | { "kind": "tokens_changed", } | { "kind": "write_settled", 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * In a sentence.
 */
text: string, } | { "kind": "close_asked", 
/**
 * What would be lost, in a sentence.
 */
text: string, } | { "kind": "clipboard_cleared", 
/**
 * In a sentence.
 */
text: string, };

export type ValueView = { 
/**
 * `text`, `mono`, `logo` or `none`.
 */
form: ValueForm, 
/**
 * In words; for a logo, what it is.
 */
text: string, 
/**
 * SVG source of a logo.
 */
logo: string, };

export type PlanRow = { 
/**
 * The field's path.
 */
field: FieldName, 
/**
 * In words.
 */
label: string, 
/**
 * What the server holds.
 */
remote: ValueView, 
/**
 * What the draft holds.
 */
draft: ValueView, 
/**
 * What both had in common before (for a put-back: what was saved), where it differs from both.
 */
seen: ValueView | null, };

export type ConflictRow = { 
/**
 * The field's path.
 */
field: FieldName, 
/**
 * In words.
 */
label: string, 
/**
 * What the draft holds.
 */
mine: ValueView, 
/**
 * What the server holds.
 */
theirs: ValueView, 
/**
 * What both held before; `None` when they never met.
 */
seen: ValueView | null, 
/**
 * The draft's text, where it can be edited in place.
 */
text: string | null, };

export type TakenRow = { 
/**
 * The field's path.
 */
field: FieldName, 
/**
 * In words.
 */
label: string, 
/**
 * What the draft held.
 */
was: ValueView, 
/**
 * What it holds now.
 */
now: ValueView, };

export type PlanView = { 
/**
 * The partner as it stands.
 */
partner: PartnerView, 
/**
 * What it would do, or why it would do nothing.
 */
action: PlanAction, 
/**
 * The field in which the connection lacks something; only where it does.
 */
obstacle: ConnectionField | null, 
/**
 * Names this plan: a save does only what it showed.
 */
plan_hash: string, 
/**
 * Fields that would change.
 */
changes: Array<PlanRow>, 
/**
 * Fields that both sides have changed, to be decided one by one.
 */
conflicts: Array<ConflictRow>, 
/**
 * Fields that the draft has taken over just now.
 */
taken: Array<TakenRow>, 
/**
 * Fields that are the same on both sides, or all, while nothing is known of the server.
 */
same: Array<PlanRow>, 
/**
 * What must be mended first.
 */
problems: Array<ProblemView>, 
/**
 * When the server was read for this plan.
 */
read_at: number | null, 
/**
 * Why the server could not be read.
 */
error: string | null, 
/**
 * What became of a write whose answer was lost.
 */
settled: string | null, 
/**
 * What the person is asked when a partner that was registered is not found.
 */
missing: string | null, 
/**
 * When the last save was sent that can be put back.
 */
revertible_save_at: number | null, 
/**
 * For the button.
 */
button: string, 
/**
 * What it will do, beside the button.
 */
footnote: string, };

export type SaveOutcome = { 
/**
 * What is left to do.
 */
plan: PlanView, 
/**
 * What was done.
 */
news: string, 
/**
 * Whether the server has it.
 */
is_saved: boolean, };

export type SaveRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Of the plan that was shown.
 */
plan_hash: string, };

export type ResolveRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * The field's path.
 */
field: FieldName, 
/**
 * `mine`, `theirs` or `edit`.
 */
take: Take, 
/**
 * The text to hold instead, for `edit`.
 */
value: string | null, 
/**
 * Of the plan that was shown.
 */
plan_hash: string, };

export type RevertView = { 
/**
 * What a save would do, as looking has shown it: it may have brought something into the draft.
 */
plan: PlanView, 
/**
 * Field by field: what the server holds, what it held before, and what was saved where that differs
 * from both.
 */
rows: Array<PlanRow>, 
/**
 * Names this plan.
 */
plan_hash: string, 
/**
 * For the button.
 */
button: string, };

export type DraftHistoryRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Those before this one; the latest when `null`.
 */
before: number | null, };

export type RevisionView = { 
/**
 * Names it; rises with time.
 */
sequence: number, 
/**
 * Milliseconds since 1970.
 */
at: number, 
/**
 * The field, in words.
 */
field: string, 
/**
 * What it held, cut when long.
 */
before: string, 
/**
 * What it held then, cut when long.
 */
after: string, 
/**
 * Who or what made it: typed, imported, merged, repaired, returned to.
 */
how: string, 
/**
 * Whether it was undone.
 */
is_undone: boolean, 
/**
 * Whether the draft stands here.
 */
is_now: boolean, };

export type DraftHistoryView = { 
/**
 * The moments.
 */
revisions: Array<RevisionView>, 
/**
 * Whether there are earlier ones.
 */
has_more: boolean, 
/**
 * When the partner was made.
 */
began_at: number, };

export type RevisionRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which moment.
 */
sequence: number, };

export type EditsWaiting = { 
/**
 * Whether it has.
 */
waiting: boolean, };

export type CloseRequest = { 
/**
 * Whether it is to close all the same.
 */
close: boolean, };

export type DeleteRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Its codename, typed again.
 */
codename: string, };

export type ImportRequest = { 
/**
 * The whole text; empty where the bytes are given.
 */
text: string, 
/**
 * The whole file as base64, when nobody has read it as text yet.
 */
bytes?: string, };

export type ImportRcRequest = { 
/**
 * Its codename.
 */
codename: string, 
/**
 * The company that owns it.
 */
company_id: string, 
/**
 * A personal API token that was typed or pasted; the one that is kept for the company when left out.
 */
token: string | null, };

export type LogoOption = "center" | "remove_ground" | "trace" | "hide_overflow" | "lowercase_view_box";

export type LogoPlacement = { 
/**
 * Space at each side of the drawing, in shares of the square's side; `None` leaves the file's frame.
 */
padding: number | null, 
/**
 * 1 shows the frame, 2 the half of its side in the middle.
 */
zoom: number, 
/**
 * How far the drawing is moved to the right, in shares of the side.
 */
shift_x: number, 
/**
 * How far it is moved down.
 */
shift_y: number, };

export type LogoChange = { "kind": "option", option: LogoOption, is_on: boolean, } | { "kind": "place", placement: LogoPlacement, } | { "kind": "background", color: string | null, } | { "kind": "fix_all" } | { "kind": "reset" };

export type LogoChangeRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * What changes.
 */
change: LogoChange, };

export type LogoPlace = { 
/**
 * From the left.
 */
x: number, 
/**
 * From above.
 */
y: number, 
/**
 * To the right.
 */
width: number, 
/**
 * Down.
 */
height: number, };

export type LogoFix = { 
/**
 * For its button.
 */
label: string, 
/**
 * What is applied.
 */
option: LogoOption, };

export type LogoFinding = { 
/**
 * One line.
 */
title: string, 
/**
 * Why, or what was done.
 */
detail: string, 
/**
 * `fail`, `advice` or `done`.
 */
tone: FindingTone, 
/**
 * Where it is.
 */
places: Array<LogoPlace>, 
/**
 * What one press does about it.
 */
fix: LogoFix | null, };

export type LogoRepairView = { 
/**
 * What was done, or would be.
 */
title: string, 
/**
 * What applies it and takes it back. `None` for a repair without which Recruitee shows no logo.
 */
option: LogoOption | null, 
/**
 * Whether it is applied.
 */
is_on: boolean, };

export type LogoFileView = { 
/**
 * As on the disk.
 */
file_name: string, 
/**
 * Type and size.
 */
facts: string, };

export type LogoLimits = { 
/**
 * In shares of the side.
 */
max_padding: number, 
/**
 * Smallest factor.
 */
min_zoom: number, 
/**
 * Largest factor.
 */
max_zoom: number, };

export type LogoView = { 
/**
 * Rises with each view.
 */
revision: number, 
/**
 * The source in the record.
 */
logo: string, 
/**
 * Since the app was started.
 */
file: LogoFileView | null, 
/**
 * The file as it looked, as a data URL of a PNG.
 */
original: string | null, 
/**
 * What is to be known, then what was repaired.
 */
findings: Array<LogoFinding>, 
/**
 * What was changed, and what was taken back.
 */
repairs: Array<LogoRepairView>, 
/**
 * Where the drawing stands.
 */
placement: LogoPlacement, 
/**
 * Color behind the drawing: `#rrggbb`.
 */
background: string | null, 
/**
 * Main colors, the strongest first: `#rrggbb`.
 */
colors: Array<string>, 
/**
 * How it was made, and how like the file it is.
 */
summary: string, 
/**
 * What is to be said of it on dark ground.
 */
on_dark: string | null, 
/**
 * Whether a finding offers a repair.
 */
can_fix: boolean, 
/**
 * The most padding, and the least and the most zoom.
 */
limits: LogoLimits, };

export type LogoRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * As on the disk.
 */
file_name: string, 
/**
 * Of the whole file; `content` may be cut at the limit.
 */
file_bytes: number, 
/**
 * Base64.
 */
content: string, 
/**
 * The person waits longer than the usual limit.
 */
is_patient: boolean, };

export type LogoOutcome = { 
/**
 * With the new logo.
 */
partner: PartnerView, 
/**
 * How it came to be.
 */
view: LogoView, 
/**
 * For the status bar.
 */
news: string, };

export type WorkName = "plan" | "save" | "verify" | "try" | "logo";

export type WorkRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * For what.
 */
work: WorkName, 
/**
 * The key of the URL that is tried; none for other work.
 */
url: UrlName | null, };

export type TryRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Its key: `tests`, …
 */
url: UrlName, };

export type TryOutcome = { 
/**
 * Its key.
 */
url: UrlName, 
/**
 * Whether it does what it should; `None` when that could not be found out.
 */
good: boolean | null, 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * The partner, whose preview may have changed.
 */
partner: PartnerView, };

export type PasteRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Whatever was on the clipboard.
 */
text: string, };

export type UrlRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which field, by its path.
 */
field: FieldName, 
/**
 * What it holds: another text is left alone.
 */
text: string, };

export type RehearsalStage = "blocked" | "ready" | "choose" | "sending" | "send_again" | "waiting" | "ended";

export type RehearsalStep = "enable" | "tests" | "wrong_token" | "no_token" | "unknown_test" | "candidate" | "report";

export type StepState = "open" | "going" | "passed" | "failed" | "advice" | "unknown" | "skipped";

export type ReportStatus = "sent" | "completed" | "failed" | "canceled";

export type ObstacleView = { text: string, route: Route, };

export type RehearsalStepView = { step: RehearsalStep, title: string, state: StepState, 
/**
 * The state in a word.
 */
word: string, 
/**
 * What came of it.
 */
sentence: string, exchanges: Array<ExchangeView>, };

export type TestChoice = { id: string, name: string, };

export type CandidateText = { first_name: string, last_name: string, email: string, phone: string, };

export type ReportView = { id: string, 
/**
 * As it came.
 */
status: string, 
/**
 * In words.
 */
status_label: string, score: string, subtitle: string, completed_at: string, 
/**
 * Where *Open* leads.
 */
link: string | null, 
/**
 * All of it, as JSON.
 */
json: string, };

export type ReportUpdateView = { 
/**
 * Milliseconds since 1970.
 */
at: number, was_taken: boolean, 
/**
 * What came of it.
 */
sentence: string, 
/**
 * What was sent, as JSON.
 */
json: string, };

export type HandoverView = { base_url: string, codename: string, report_id: string, 
/**
 * Commands that run as they are once the secret is set.
 */
commands: string, };

export type RehearsalView = { partner_id: string, 
/**
 * A view with a lower one was read earlier.
 */
revision: number, 
/**
 * Which one; empty before the first.
 */
rehearsal_id: string, stage: RehearsalStage, 
/**
 * What is missing, and where it is fixed.
 */
obstacle: ObstacleView | null, 
/**
 * The person sends the candidate whose report is read: Recruitee makes reports, and this app cannot.
 */
is_guided: boolean, 
/**
 * URL, kind or fields changed since it was started.
 */
is_out_of_date: boolean, 
/**
 * When it was started, in milliseconds since 1970.
 */
started_at: number | null, 
/**
 * Where candidates go.
 */
url: string, steps: Array<RehearsalStepView>, 
/**
 * What the recruiter chooses from.
 */
tests: Array<TestChoice>, 
/**
 * Who is sent.
 */
candidate: CandidateText, 
/**
 * The candidate who is sent by default.
 */
sample: CandidateText, 
/**
 * Which test was chosen; empty before.
 */
test_id: string, 
/**
 * Recruitee's number of the candidate; empty before it is known.
 */
candidate_id: string, report: ReportView | null, 
/**
 * What the service sent about the report, where that can be seen.
 */
updates: Array<ReportUpdateView>, 
/**
 * What a developer needs to send a report.
 */
handover: HandoverView | null, 
/**
 * The checks that only a rehearsal answers.
 */
verdicts: Array<VerdictView>, 
/**
 * Read again after so many milliseconds; none where reading would change nothing.
 */
poll_ms: number | null, };

export type RehearsalSend = { partner_id: string, rehearsal_id: string, 
/**
 * The URL that the person read when they agreed.
 */
url: string, candidate: CandidateText, test_id: string, };

export type RehearsalRead = { partner_id: string, 
/**
 * Recruitee's number of the candidate that the person sent by themselves; none to leave it.
 */
candidate_id: string | null, };

export type ReportText = { partner_id: string, rehearsal_id: string, status: ReportStatus, 
/**
 * Empty for none.
 */
score: string, 
/**
 * Empty for none.
 */
subtitle: string, 
/**
 * JSON; empty for none.
 */
properties: string, };

export type ContractFormat = "openapi" | "hurl" | "postman";

export type ContractRequest = { 
/**
 * Of which partner.
 */
partner_id: string, 
/**
 * For which program.
 */
format: ContractFormat, };

export type SectionName = "intro" | "token" | "connect" | "send" | "results" | "data" | "remove" | "help";

export type PromotionStage = "not_asked" | "asked" | "promoted" | "changed" | "asked_again";

export type TimelineState = "done" | "next" | "later";

export type PromotionWord = "asked" | "promoted";

export type ArticleFacts = { 
/**
 * Where in the partner's product the token is.
 */
token_place: string, 
/**
 * What the product calls it.
 */
token_name: string, 
/**
 * An email address or a URL for help.
 */
contact: string, 
/**
 * When a result can be expected.
 */
result_time: string, };

export type ArticleSection = { 
/**
 * Which.
 */
key: SectionName, 
/**
 * May be empty.
 */
heading: string, 
/**
 * Markdown; may be empty.
 */
body: string, 
/**
 * A person wrote it; else it follows the record.
 */
is_edited: boolean, 
/**
 * What is still to be filled in.
 */
open: Array<string>, };

export type ArticleCheck = { 
/**
 * `HELP-3` and so on.
 */
id: string, 
/**
 * The rule, or the fault.
 */
title: string, 
/**
 * What was found.
 */
sentence: string, 
/**
 * How it came out.
 */
icon: Icon, };

export type ArticleView = { 
/**
 * Later views have a higher one.
 */
revision: number, 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Its heading.
 */
title: string, 
/**
 * What the record does not say.
 */
facts: ArticleFacts, 
/**
 * In their order.
 */
sections: Array<ArticleSection>, 
/**
 * How many places are still to be filled in.
 */
open: number, 
/**
 * What the checks would say of it.
 */
checks: Array<ArticleCheck>, };

export type ArticleFactsRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * All of them.
 */
facts: ArticleFacts, };

export type ArticleSectionRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which section.
 */
key: SectionName, 
/**
 * May be empty.
 */
heading: string, 
/**
 * Markdown; a section with neither is left out.
 */
body: string, };

export type ArticleSectionReset = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * Which section.
 */
key: SectionName, };

export type PackRow = { 
/**
 * What is in it.
 */
title: string, 
/**
 * How much, or when.
 */
note: string, };

export type PackView = { 
/**
 * What it holds.
 */
rows: Array<PackRow>, 
/**
 * What its first line says; none where it is complete.
 */
caveats: Array<string>, 
/**
 * The message to Recruitee; empty in the Sandbox.
 */
message: string, 
/**
 * What it would hold is not what was saved last.
 */
is_outdated: boolean, };

export type TimelineRow = { 
/**
 * What happened, or will.
 */
title: string, 
/**
 * More about it; may be empty.
 */
note: string, 
/**
 * Milliseconds since 1970.
 */
at: number | null, 
/**
 * How it is shown.
 */
state: TimelineState, };

export type GoLiveView = { 
/**
 * What is known of production, and what is not.
 */
known: Array<PackRow>, 
/**
 * Questions for Recruitee.
 */
to_ask: Array<string>, 
/**
 * What the developer does.
 */
to_do: Array<string>, 
/**
 * The tokens that lead into Recruitee, and what each is for.
 */
ways: Array<string>, };

export type PersonCheck = { 
/**
 * `FORM-1` and so on.
 */
check_id: string, 
/**
 * What is to be confirmed.
 */
title: string, 
/**
 * Why.
 */
why: string, 
/**
 * Who did, and when.
 */
confirmed: ConfirmedView | null, };

export type PromotionView = { 
/**
 * Later views have a higher one.
 */
revision: number, 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * How far it is.
 */
stage: PromotionStage, 
/**
 * The same in a sentence.
 */
headline: string, 
/**
 * How the headline is shown.
 */
icon: Icon, 
/**
 * What comes next, in a sentence.
 */
note: string, 
/**
 * Fields that were changed since the promotion, in words.
 */
changed: Array<string>, 
/**
 * What people confirm.
 */
to_confirm: Array<PersonCheck>, 
/**
 * What the person in front of the app calls themselves.
 */
person: string, 
/**
 * The evidence; `None` before the first run of the checks.
 */
pack: PackView | null, 
/**
 * The earliest first.
 */
timeline: Array<TimelineRow>, 
/**
 * What changes when it goes live.
 */
go_live: GoLiveView, 
/**
 * What a person may say now, or take back.
 */
may_say: Array<PromotionWord>, 
/**
 * What a person said and may take back.
 */
said: Array<PromotionWord>, 
/**
 * In the Sandbox nothing is asked of Recruitee.
 */
is_practice: boolean, };

export type PromotionSayRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * What.
 */
word: PromotionWord, 
/**
 * Said, or taken back.
 */
said: boolean, };

export type PersonRequest = { 
/**
 * Which partner is looked at.
 */
partner_id: string, 
/**
 * May be empty.
 */
name: string, };

export type WatchInterval = "off" | "six_hours" | "day" | "week";

export type WatchKindName = "unreachable" | "certificate" | "unanswered" | "token_check_lax" | "token_rejected" | "tests_broken" | "article_gone" | "certificate_ends" | "tests_changed" | "article_changed";

export type WatchFindingView = { 
/**
 * What.
 */
kind: WatchKindName, 
/**
 * In a few words.
 */
title: string, 
/**
 * What was seen.
 */
sentence: string, 
/**
 * How it is shown.
 */
icon: Icon, };

export type WatchView = { 
/**
 * Later views have a higher one.
 */
revision: number, 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * How often it is looked at.
 */
every: WatchInterval, 
/**
 * When it was last looked at, in milliseconds since 1970.
 */
looked_at: number | null, 
/**
 * When it is looked at next.
 */
next_at: number | null, 
/**
 * The gravest first.
 */
findings: Array<WatchFindingView>, 
/**
 * What could not be looked at, and why.
 */
unknown: Array<string>, 
/**
 * It is being looked at.
 */
is_looking: boolean, 
/**
 * Something changed that a person may accept as it is now.
 */
may_accept: boolean, 
/**
 * Why it can't be watched now; empty where it can.
 */
obstacle: string, 
/**
 * The URLs that are watched belong to a partner in the Sandbox.
 */
is_practice: boolean, };

export type WatchRequest = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * How often.
 */
every: WatchInterval, };

export type WatchAccept = { 
/**
 * Which partner.
 */
partner_id: string, 
/**
 * When the look was made that the person read.
 */
looked_at: number, };

export type Settings = { 
/**
 * `system`, `light` or `dark`.
 */
theme: Theme, 
/**
 * 1 is 100 %.
 */
zoom: number, language: LanguageChoice, };

export type LastRoute = { 
/**
 * The partner; `None` on a page of the app.
 */
partner_id: string | null, 
/**
 * The page.
 */
route: Route, };

export type StartView = { 
/**
 * Of the app.
 */
version: string, 
/**
 * Things the person should know: a file that was moved aside.
 */
notices: Array<string>, 
/**
 * How the app looks.
 */
settings: Settings, 
/**
 * What can be chosen.
 */
languages: Array<LanguageChoice>, 
/**
 * Where the data is.
 */
folder: string, 
/**
 * A logo file is read up to this length.
 */
max_logo_bytes: number, 
/**
 * Where the person was when the app was last open.
 */
last: LastRoute | null, 
/**
 * The text of a partner file that the app was started with.
 */
opened_file: string | null, 
/**
 * Whether another window writes this data, so that this one only shows it.
 */
is_read_only: boolean, };

export type ActivityRequest = { 
/**
 * Calls for this partner alone.
 */
partner_id: string | null, 
/**
 * Calls that carried this token alone.
 */
token: TokenName | null, 
/**
 * Calls whose URL holds this text.
 */
destination: string, 
/**
 * Calls of this group alone.
 */
group: CallGroup | null, };

export type CallGroup = "succeeded" | "refused" | "unanswered";

export type ActivityView = { 
/**
 * Rises with time.
 */
id: number, 
/**
 * Milliseconds since 1970.
 */
at: number, 
/**
 * The partner's name, if it is for one.
 */
partner: string, 
/**
 * Sandbox, RC or nothing.
 */
environment: string, 
/**
 * What was sent and what came back.
 */
exchange: ExchangeView, 
/**
 * Which token was used, if any.
 */
token: string, };

export type ActivityList = { 
/**
 * The newest that fit, newest first.
 */
calls: Array<ActivityView>, 
/**
 * How many fit in all.
 */
count: number, };

export type FaultKindView = { 
/**
 * Stable.
 */
key: FaultKindName, 
/**
 * In words.
 */
title: string, };

export type FaultView = { 
/**
 * Its name.
 */
name: string, 
/**
 * In words.
 */
label: string, 
/**
 * What is faulty: the key of a [`FaultKindView`].
 */
kind: FaultKindName, 
/**
 * The check that names it, or the page that shows what it leads to; empty where nothing is wrong.
 */
found_by: string, 
/**
 * Whether it is on.
 */
is_on: boolean, };

export type SandboxView = { 
/**
 * Whether it runs.
 */
is_running: boolean, 
/**
 * How many partners it holds.
 */
partners: number, 
/**
 * The headings of what follows.
 */
kinds: Array<FaultKindView>, 
/**
 * What the example partner can be made to do wrong, and in which unusual ways it can be right.
 */
faults: Array<FaultView>, };

export type FaultRequest = { 
/**
 * Its name.
 */
name: string, 
/**
 * On or off.
 */
on: boolean, };

export type LinkRequest = { 
/**
 * https only.
 */
url: string, };

export type CopyRequest = { 
/**
 * The text.
 */
text: string, };

export type Message = { 
/**
 * The text; empty when there is nothing to say.
 */
text: string, };

/** Every command with what it takes and gives. */
export interface Commands {
  app_start: { request: Nothing; response: StartView }
  window_ready: { request: Nothing; response: Done }
  window_painted: { request: Nothing; response: Done }
  window_take_over: { request: Nothing; response: StartView }
  window_close: { request: CloseRequest; response: Done }
  edits_waiting: { request: EditsWaiting; response: Done }
  sample_open: { request: Nothing; response: PartnerView }
  finish_writes: { request: Nothing; response: Done }
  work_cancel: { request: WorkRequest; response: Done }
  activity_list: { request: ActivityRequest; response: ActivityList }
  sandbox_view: { request: Nothing; response: SandboxView }
  sandbox_set_fault: { request: FaultRequest; response: SandboxView }
  sandbox_reset: { request: Nothing; response: SandboxView }
  settings_set: { request: Settings; response: Settings }
  route_set: { request: LastRoute; response: Done }
  erase_all: { request: Nothing; response: Done }
  link_open: { request: LinkRequest; response: Done }
  folder_open: { request: Nothing; response: Done }
  problem_report: { request: Nothing; response: Message }
  partners_list: { request: Nothing; response: PartnerList }
  partner_create: { request: Nothing; response: PartnerView }
  partner_open: { request: PartnerId; response: PartnerView }
  partner_edit: { request: EditRequest; response: PartnerView }
  partner_undo: { request: PartnerId; response: UndoOutcome }
  partner_redo: { request: PartnerId; response: UndoOutcome }
  draft_history: { request: DraftHistoryRequest; response: DraftHistoryView }
  draft_revision: { request: RevisionRequest; response: Array<PlanRow> }
  draft_return: { request: RevisionRequest; response: UndoOutcome }
  input_check: { request: InputText; response: InputCheck }
  partner_duplicate: { request: PartnerId; response: PartnerView }
  partner_remove: { request: PartnerId; response: Done }
  partner_restore: { request: PartnerId; response: PartnerView }
  partner_import: { request: ImportRequest; response: PartnerView }
  partner_export: { request: PartnerId; response: Message }
  export_all: { request: Nothing; response: Message }
  urls_paste: { request: PasteRequest; response: PartnerView }
  url_normalize: { request: UrlRequest; response: PartnerView }
  developer_request: { request: PartnerId; response: Message }
  logo_view: { request: PartnerId; response: LogoView }
  logo_set: { request: LogoRequest; response: LogoOutcome }
  logo_change: { request: LogoChangeRequest; response: LogoOutcome }
  logo_copy: { request: PartnerId; response: Message }
  tokens_view: { request: PartnerId; response: TokensView }
  token_remove: { request: TokenRequest; response: TokenOutcome }
  tokens_remove_all: { request: Nothing; response: Message }
  origins_allow: { request: AllowRequest; response: PartnerView }
  keychain_stop_waiting: { request: Nothing; response: Done }
  keychain_try_again: { request: PartnerId; response: TokensView }
  secret_copy: { request: PartnerId; response: Message }
  token_usage: { request: TokenUsageRequest; response: TokenUsageView }
  token_usage_export: { request: TokenUsageRequest; response: Message }
  text_copy: { request: CopyRequest; response: Done }
  connection_set: { request: ConnectionRequest; response: PartnerView }
  token_paste: { request: TokenRequest; response: TokenOutcome }
  token_store: { request: TokenStoreRequest; response: TokenOutcome }
  token_verify: { request: PartnerId; response: TokenOutcome }
  token_take_sandbox: { request: TokenRequest; response: TokenOutcome }
  partner_import_rc: { request: ImportRcRequest; response: PartnerView }
  secret_verify: { request: PartnerId; response: TokenOutcome }
  secret_regenerate: { request: PartnerId; response: TokenOutcome }
  save_plan: { request: PartnerId; response: PlanView }
  save_apply: { request: SaveRequest; response: SaveOutcome }
  conflict_resolve: { request: ResolveRequest; response: PlanView }
  registration_remove: { request: PartnerId; response: PlanView }
  revert_plan: { request: PartnerId; response: RevertView }
  revert_apply: { request: SaveRequest; response: SaveOutcome }
  remote_delete: { request: DeleteRequest; response: PartnerView }
  url_try: { request: TryRequest; response: TryOutcome }
  readiness_view: { request: PartnerId; response: RunView }
  readiness_run: { request: PartnerId; response: RunView }
  readiness_recheck: { request: RecheckRequest; response: RunView }
  readiness_cancel: { request: PartnerId; response: Done }
  readiness_history: { request: PartnerId; response: HistoryView }
  readiness_compare: { request: CompareRequest; response: ComparisonView }
  readiness_export: { request: PartnerId; response: Message }
  developer_text: { request: PartnerId; response: Message }
  developer_report: { request: PartnerId; response: Message }
  check_exchanges: { request: CheckOf; response: Array<ExchangeView> }
  check_reference: { request: CheckId; response: ReferenceView }
  check_confirm: { request: ConfirmRequest; response: RunView }
  article_view: { request: PartnerId; response: ArticleView }
  article_facts: { request: ArticleFactsRequest; response: ArticleView }
  article_section: { request: ArticleSectionRequest; response: ArticleView }
  article_reset: { request: ArticleSectionReset; response: ArticleView }
  article_save: { request: PartnerId; response: Message }
  article_copy: { request: PartnerId; response: Message }
  promotion_view: { request: PartnerId; response: PromotionView }
  promotion_say: { request: PromotionSayRequest; response: PromotionView }
  person_set: { request: PersonRequest; response: PromotionView }
  pack_save: { request: PartnerId; response: Message }
  message_copy: { request: PartnerId; response: Message }
  message_send: { request: PartnerId; response: Done }
  go_live_copy: { request: PartnerId; response: Message }
  watch_view: { request: PartnerId; response: WatchView }
  watch_set: { request: WatchRequest; response: WatchView }
  watch_look: { request: PartnerId; response: WatchView }
  watch_accept: { request: WatchAccept; response: WatchView }
  rehearsal_view: { request: PartnerId; response: RehearsalView }
  rehearsal_start: { request: PartnerId; response: RehearsalView }
  rehearsal_send: { request: RehearsalSend; response: RehearsalView }
  rehearsal_stop: { request: PartnerId; response: Done }
  rehearsal_read: { request: RehearsalRead; response: RehearsalView }
  rehearsal_report: { request: ReportText; response: RehearsalView }
  rehearsal_copy: { request: PartnerId; response: Message }
  rehearsal_forget: { request: PartnerId; response: RehearsalView }
  contract_save: { request: ContractRequest; response: Message }
}
