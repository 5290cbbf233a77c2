go_live-ask-base = What is the base URL for reports in production?
go_live-ask-rc = Can we keep our partner on { -rc } for testing?
go_live-ask-secret = Does production have its own partner secret, and how do we get it?
go_live-ask-when = When will you promote our partner, and how will you tell us?
go_live-do-base = Make the base URL for reports a setting. Change it after { -recruitee } promotes the partner.
go_live-do-company = Accept candidates with any company_id. In production, each customer has their own.
go_live-do-rc = Don’t send reports for production candidates to { -rc }.
go_live-do-secret = Keep one partner secret per environment, and send reports with the one for that environment.
go_live-do-watch = Watch the responses, invitations and reports for the first candidates.
go_live-known-codename = Codename
go_live-known-codename_none = Not registered yet
go_live-known-codename_note = { $codename }. It stays the same in production.
go_live-known-production = Reports in production
go_live-known-production_note = Not documented. Ask { -recruitee }.
go_live-known-rc = Reports on { -rc }
go_live-known-secret = Partner secret in production
go_live-known-secret_note = May differ from the one on { -rc }. Ask { -recruitee }.
go_live-text-ask = Questions for { -recruitee }
go_live-text-do = To do before and at go-live
go_live-text-fact = - { $title }: { $note }
go_live-text-known = What we know
go_live-text-line = - { $text }
go_live-text-title = Going live with { $name } ({ $codename }) in { -recruitee }
go_live-text-todo = { "[" } ] { $text }
go_live-text-ways = Three ways to access { -recruitee }
go_live-way-core = { -recruitee }’s Core API: your service needs a personal API token from each customer. Only the customer can give you one, and { -partner-desk } never asks for it.
go_live-way-personal = Personal API token: for saving your partner on { -rc }. It never works in production.
go_live-way-secret = Partner secret: only for reading and sending reports.
pack-body_cut = … (truncated)
pack-caveat-failing =
    { $count ->
        [one] 1 required check failed: { $checks }.
       *[other] { $count } required checks failed: { $checks }.
    }
pack-caveat-never_run = The checks were never run.
pack-caveat-not_checked =
    { $count ->
        [one] 1 check wasn’t run: { $checks }.
       *[other] { $count } checks weren’t run: { $checks }.
    }
pack-caveat-not_saved = These fields differ from the record on the server: { $fields }.
pack-caveat-out_of_date =
    { $count ->
        [one] 1 result is out of date: { $checks }.
       *[other] { $count } results are out of date: { $checks }.
    }
pack-caveat-practice = Practice only: this pack was made in the Sandbox, so it isn’t evidence about { -rc }.
pack-caveat-unconfirmed =
    { $count ->
        [one] 1 check isn’t confirmed yet: { $checks }.
       *[other] { $count } checks aren’t confirmed yet: { $checks }.
    }
pack-column-purpose = Purpose
pack-column-request = Request
pack-column-should = Expected
pack-column-status = Status
pack-column-took = Duration
pack-column-was = Found
pack-column-what = Item checked
pack-environment-rc = { -rc }
pack-environment-sandbox = Sandbox (practice)
pack-error-duplicate = This zip file has two files with the same name. Use the file that { -partner-desk } saved.
pack-error-name = This zip file contains { $what }, which doesn’t belong in an evidence pack. Use the file that { -partner-desk } saved.
pack-error-newer = A newer version of { -partner-desk } made this pack ({ $what }). Update { -partner-desk }, then verify it again.
pack-error-not_a_zip = This isn’t a zip file, or it is damaged. Download it again.
pack-error-other_version = { -partner-desk } { $what } made this pack. Verify it with that version.
pack-error-tampered = { $what } was changed after the pack was made. Ask the partner for a new evidence pack.
pack-error-time = This isn’t a UTC time, such as 2026-03-03T14:05:00Z.
pack-error-too_large = This isn’t an evidence pack: its files total more than 64 MB.
pack-error-too_many = This isn’t an evidence pack: it has more than 32 files.
pack-error-unreadable = This isn’t an evidence pack: evidence.json is missing or can’t be read.
pack-footer = { -partner-desk } { $version } · Rules { $rules }
pack-har-creator = { -partner-desk }
pack-label-checked = Checked
pack-label-codename = Codename
pack-label-company = Company ID
pack-label-confirmed = Confirmed
pack-label-confirmed_by = Confirmed by
pack-label-content_hash = Content hash
pack-label-environment = Environment
pack-label-kind = Kind
pack-label-made = Pack made
pack-label-partner = Partner
pack-label-quote = Quote
pack-label-record_hash = Record hash (SHA-256)
pack-label-report = Report
pack-label-result = Result
pack-label-rules = Rules
pack-label-why = Why it matters
pack-level-manual = Manual confirmation
pack-level-must = Required
pack-level-should = Recommended
pack-message-hello = Hello { -recruitee } team,
pack-message-inside = The attached evidence pack contains each result, the requests behind it and the partner record.
pack-message-not_ready = Our integration isn’t ready for promotion yet. Here is what we have so far.
pack-message-open = Open index.html to read it.
pack-message-ready = Our integration is ready on { -rc }. Could you review it and promote it to production?
pack-message-subject = Request for promotion
pack-message-subject_not_ready = Request for early feedback
pack-never = Never
pack-new_rule = New rule
pack-no_answer = No response
pack-no_logo = There is no logo.
pack-no_name = Unnamed partner
pack-no_rehearsal = No rehearsal was run.
pack-no_requests = No requests were recorded.
pack-no_results = There are no results.
pack-none = None
pack-place-card = On a card
pack-place-listing = In a listing
pack-practice = Practice: made in the Sandbox. It can’t be sent to { -recruitee }.
pack-report-score = Status: { $status }. Score: { $score }.
pack-report-status = Status: { $status }.
pack-requests_lead = Tokens are masked. Headers and bodies are in requests.har.
pack-required = required
pack-row-record = Record and logo
pack-row-record_note = As they are now
pack-row-rehearsal = Rehearsal
pack-row-rehearsal_none = Not run yet
pack-row-rehearsal_note =
    { $count ->
        [one] 1 step
       *[other] { $count } steps
    }
pack-row-report = Report
pack-row-report_note =
    { $count ->
        [one] 1 check
       *[other] { $count } checks
    }
pack-row-requests = Requests and responses, without tokens
pack-row-requests_note =
    { $count ->
        [one] 1 request
       *[other] { $count } requests
    }
pack-rule_version = Rule version { $version }
pack-section-confirmations = Confirmations
pack-section-logo = Logo
pack-section-not_judged = Not checked
pack-section-record = Partner record
pack-section-rehearsal = Rehearsal
pack-section-requests = Requests
pack-section-results = Results
pack-seen-bad = ✗
pack-seen-good = ✓
pack-state-advice = Recommendation
pack-state-confirmed = Confirmed
pack-state-fail = Failed
pack-state-not_applicable = Not applicable
pack-state-pass = Passed
pack-state-stale = Out of date
pack-state-unknown = Couldn’t check
pack-state-waiting = Waiting
pack-step-advice = Recommendation
pack-step-failed = Failed
pack-step-going = In progress
pack-step-open = To do
pack-step-passed = Passed
pack-step-skipped = Skipped
pack-step-unknown = Couldn’t check
pack-title = Evidence pack
pack-verify-app = Verify the zip file with { -partner-desk }. It recreates every file from evidence.json and compares them.
pack-verify-hash = Compare the content hash in index.html with the one in the message.
pack-verify-limits = Hashes show that the files belong together. They don’t show who made them.
pack-verify-manifest = Without { -partner-desk }, compare the SHA-256 of each file with manifest.json.
pack-verify-record = { -partner-desk } also compares the record with the one you give it, field by field.
pack-verify-title = How to verify this pack
promotion-note-asked = { -recruitee } reviews and promotes your partner. { -partner-desk } records the promotion when { -rc } shows it.
promotion-note-asked_again = { -recruitee } reviews the changes. When they tell you, press “{ -recruitee } has promoted it”, because { -rc } doesn’t show this promotion.
promotion-note-changed = Customers see the promoted record. Save the changes to { -rc }, then request promotion again.
promotion-note-check_first = Run the checks, then save the evidence pack and send it to { -recruitee }.
promotion-note-not_ready = Fix the failed checks first. You can save an evidence pack at any time. Its first page lists open issues.
promotion-note-practice = You’re in the Sandbox, so you can practice freely. Nothing made here can be sent to { -recruitee }.
promotion-note-promoted = All customers can use your partner. Later changes reach them with the next promotion.
promotion-note-ready = Save the evidence pack, send it to your contact at { -recruitee }, then mark it as sent here.
promotion-stage-asked = Promotion requested
promotion-stage-asked_again = Promotion requested again
promotion-stage-changed = Changed since promotion
promotion-stage-promoted = Promoted
promotion-time-ask = Request promotion
promotion-time-ask_again = Request promotion again
promotion-time-ask_note = Send the evidence pack to { -recruitee }.
promotion-time-asked = Promotion requested
promotion-time-by = Noted by { $person }
promotion-time-by_rc = Reported by { -rc }
promotion-time-checked = Checks run. { $headline }
promotion-time-created = Draft started
promotion-time-form = Partner form sent
promotion-time-pack = Evidence pack saved
promotion-time-pack_note = Content hash { $hash }
promotion-time-promoted = Promoted
promotion-time-registered = Registered on { -rc }
promotion-time-registered_sandbox = Registered in the Sandbox
promotion-time-wait = { -recruitee } promotes your partner
promotion-time-wait_note = { -recruitee } copies the record to production.
promotion-time-with_pack = With evidence pack { $hash }
promotion-time-with_pack_by = With evidence pack { $hash }. Noted by { $person }
verify-canceled = The token is saved but not verified, because you canceled.
verify-missing = The token was accepted, but { $environment } has no partner { $codename } in company { $company }. Check the company ID.
verify-not_known = Couldn’t check whether it works. { $reason }
verify-turned_away = The token was rejected by { $environment }. Copy it again, and check that it was made in company { $company }.
verify-works = Both work: { $environment } answered for company { $company }.
verify-works_assumed = Both seem to work: { $environment } accepted the token and has no such partner yet.
