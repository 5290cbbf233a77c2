ui-readiness-about = About { $id }
ui-readiness-advice =
    { $count ->
        [one] recommendation
       *[other] recommendations
    }
ui-readiness-all = All { $count }
ui-readiness-article_says = I read the article, and it covers this
ui-readiness-back = Back to the check
ui-readiness-changed = Changed since then: { $fields }.
ui-readiness-checked = Checked { $time }. It took { $seconds } s.
ui-readiness-checking = Checking
ui-readiness-chosen = Selected check
ui-readiness-confirm = to confirm
ui-readiness-confirm_it = Confirm
ui-readiness-copy_all = Copy all { $count } for your developer
ui-readiness-developer = Copy for your developer
ui-readiness-developer_copied = Copied for your developer
ui-readiness-developer_report = Save report for your developer…
ui-readiness-documentation = Documentation
ui-readiness-fail = failed
ui-readiness-fix = Fix: { $field }
ui-readiness-history = History
ui-readiness-more_left_out =
    { $count ->
        [one] 1 doesn’t apply
       *[other] { $count } don’t apply
    }
ui-readiness-more_pass = { $count } more passed
ui-readiness-never = { -partner-desk } calls your URLs the way { -recruitee } does, with right and wrong tokens. Some services block callers after many wrong tokens.
ui-readiness-new = New
ui-readiness-new_rule = New or changed rule
ui-readiness-not_judged = { $count } not checked
ui-readiness-of = { $passed } of { $judged } passed
ui-readiness-open = left to check, of { $required } required
ui-readiness-pass = passed
ui-readiness-progress = { $done } of { $total } checks done
ui-readiness-reading = Loading requests and responses…
ui-readiness-recheck = Check again
ui-readiness-recheck_failed = Run failed checks again
ui-readiness-rehearse = Open the rehearsal
ui-readiness-remains = To do
ui-readiness-response = Response
ui-readiness-run = Run checks
ui-readiness-running = Checking
ui-readiness-save_report = Save report
ui-readiness-seen = Expected and actual results
ui-readiness-sent = Requests and responses
ui-readiness-should = Expected
ui-readiness-tests = Test list URL
ui-readiness-token = Token
ui-readiness-token_table = Results for each token
ui-readiness-validate = Token check URL
ui-readiness-was = Actual
ui-readiness-was_green = It last passed { $time }. It fails now. { $because }
ui-readiness-what = Item
ui-readiness-which = Checks to show
ui-readiness-withdraw = Remove confirmation
