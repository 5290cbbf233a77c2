address-help_article = Help article URL
address-send_candidate = Candidate URL
address-tests = Test list URL
address-validate_token = Token check URL
close-edits_wait = Some of your changes aren’t saved on this computer yet. If you close now, you lose them.
close-writing = { -partner-desk } is still saving. If you close now, it checks at the next start whether the save worked.
environment-rc = { -rc }
environment-sandbox = the Sandbox
exchange-handshake =
    { $url }
    Host name, IP address and certificate were checked. No request was sent.
exchange-leads_to = Redirect to { $to }
exchange-no_answer = No response: { $reason }
exchange-not_followed = Redirect to { $to }: your token wasn’t sent there
exchange-repeated = Sent { $count } times: { $reasons }
field-article = Help article
field-check_and_save = Review and save
field-codename = Codename
field-company_id = Company ID
field-confirmation = your confirmation
field-connection = Connection
field-customer_token = Customer token
field-description = Description
field-environment = Sandbox or { -rc }
field-inputs = Candidate fields
field-kind = Kind
field-last_seen = { -recruitee }’s record
field-logo = Logo
field-name = Name
field-partner_secret = Partner secret
field-personal_token = Personal API token
field-promotion = Promotion
field-record = the record
field-rehearsal = Rehearsal
field-urls-help_article = Help article URL
field-urls-send_candidate = Candidate URL
field-urls-tests = Test list URL
field-urls-validate_token = Token check URL
help-no_type = content without a type
history-a_logo = A logo
history-imported = Imported
history-merged = Changed in { -recruitee }
history-repaired = Repaired by { -partner-desk }
history-returned = Restored from an earlier version
history-typed = Edited
kind-assessment = Assessment
kind-assessment-hint = Tests a candidate takes
kind-background_check = Background check
kind-background_check-hint = Identity, records, right to work
kind-other-hint = Set in { -recruitee }. { -partner-desk } doesn’t recognize it and keeps it unchanged.
kind-reference_check = Reference check
kind-reference_check-hint = Feedback from former colleagues
ledger-column-destination = Destination
ledger-column-environment = Environment
ledger-column-outcome = Outcome
ledger-column-partner = Partner
ledger-column-purpose = Used for
ledger-column-time = Time (UTC)
ledger-column-token = Token
leftover-bin = a request bin
leftover-mock = a mock server
leftover-tunnel = a tunnel to a developer’s computer
leftover-workspace = a development workspace
message-subject = Promotion of { $name } ({ $codename })
message-subject_early = Early feedback on { $name } ({ $codename })
note-example = Sample partner for practice
note-next = Next: { $page }
note-not_saved =
    { $count ->
        [one] 1 change not saved
       *[other] { $count } changes not saved
    }
note-nothing_changed = No unsaved changes
page-addresses = URLs
page-article = Help article
page-connection = Connection
page-details = Details
page-inputs = Candidate fields
page-logo = Logo
page-promotion = Promotion
page-readiness = Readiness
page-rehearsal = Rehearsal
page-save = Review and save
partner-copy = { $name } (copy)
partner-untitled = New partner
phase-connect = Connect
phase-first_byte = First byte
phase-name = DNS lookup
phase-tls = TLS
phase-took = { $ms } ms
place-clipboard = Clipboard
place-computer = This computer
place-memory = Memory
repeat-asked_to_wait = the service asked { -partner-desk } to wait
repeat-stalled = this computer stalled
report-canceled = Canceled
report-completed = Completed
report-failed = Failed
report-problem =
    { -partner-desk } { $version }, { $system }
    
    What I did:
    
    What I expected:
    
    What happened:
    
    Latest failed requests (no tokens or bodies):
    { $lines }
    
    Latest log lines (no tokens):
    { $log }

report-problem-no_log = Not included. There is no log file, or it couldn’t be read.
report-sent = Sent
rules-differ = These checks passed, but would now fail or couldn’t be checked: { $checks }.
rules-new = New checks since this run: { $checks }.
rules-newer = The rules have changed since this run (from { $from } to { $to }).
rules-open = The rules for these checks have changed. Check them again: { $checks }.
size-bytes =
    { $count ->
        [one] 1 byte
       *[other] { $count } bytes
    }
size-kilobytes = { $count } KB
suggestion-fragment = Remove it
suggestion-https = Change to https://
suggestion-use = Use { $value }
task-again = Check again
task-changed = Changed
task-default = Default
task-done = Done
task-fail = { $count } failed
task-in_progress = In progress
task-not_yet = Not yet
task-ready = Ready
task-requested = Requested
task-to_confirm = { $count } to confirm
task-to_do = To do
task-to_mend = { $count } to fix
task-to_save = { $count } to save
token_table-says_yes = Your service accepts every request, because it doesn’t check the token.
try-help_article = Opens without logging in, { $took } ms
try-no_connection = Couldn’t connect securely to this URL. Readiness shows why.
try-packages =
    { $count ->
        [one] 1 package, { $took } ms
       *[other] { $count } packages, { $took } ms
    }
try-send_candidate = Tested only in the rehearsal
try-tests =
    { $count ->
        [one] 1 test, { $took } ms
       *[other] { $count } tests, { $took } ms
    }
try-turned_away = Your token was rejected (status { $status })
try-validate_token = Your token is accepted, { $took } ms
url-changed = Changed to { $url }: { $what }
url-changed-backslashes = replaced backslashes with slashes
url-changed-invisible = removed invisible characters
url-changed-slashes = corrected the slashes after the colon
url-changed-spelling = rewrote the host name in its standard form
use-answered = Sent (status { $status })
use-copied = Copied, cleared from the clipboard later
use-forgotten = Token removed
use-kept = Saved in { $place }
use-kept_for_session = Kept in memory until you close { -partner-desk }
use-no_answer = May have been sent, but no response arrived: { $reason }
use-not_followed = Not sent: { $from } redirected there
use-not_sent = Not sent: { $reason }
use-purpose-here = On this computer
use-turned_away = Sent, rejected (status { $status })
use-withheld = Not sent: you haven’t confirmed that it may be sent there
word-advice = Recommendation
word-confirm = Waiting
word-confirmed = Confirmed
word-fail = Failed
word-none = Not checked
word-not_applicable = Not applicable
word-pass = Passed
word-stale = Out of date
word-unknown = Couldn’t check
