watch-article_changed = The text changed since the first check. Check that it still explains the token, the integration and its use.
watch-findings =
    { $count ->
        [one] 1 finding
       *[other] { $count } findings
    }
watch-kind-article_changed = The help article changed
watch-kind-article_gone = The help article can’t be opened
watch-kind-certificate = A certificate isn’t valid
watch-kind-certificate_ends = A certificate expires soon
watch-kind-tests_broken = The test list can’t be read
watch-kind-tests_changed = The test list changed
watch-kind-token_check_lax = A wrong token is accepted
watch-kind-token_rejected = The customer token is rejected
watch-kind-unanswered = A URL doesn’t work
watch-kind-unreachable = A URL can’t be reached
watch-no_answer-broken = { $address }: the connection broke before the response arrived.
watch-no_answer-not_http = { $address }: the response isn’t from a web server.
watch-no_answer-not_unpacked = { $address }: the response couldn’t be decompressed.
watch-no_answer-refused = { $address }: the server refused the connection.
watch-no_answer-timed_out = { $address }: no response within { $seconds } seconds.
watch-no_answer-too_large = { $address }: the response is larger than { $bytes } bytes.
watch-notice = { $title }. More findings: { $count }.
watch-obstacle-environment = Choose an environment on the Connection page first.
watch-tests_changed-field = Some or all tests no longer have “{ $field }”, which every test had before.
watch-tests_changed-ids = None of the test IDs from before is in the list. Recruiters’ saved choices may no longer work.
watch-tests_changed-type = “{ $field }” changed its type.
watch-token_check_lax-tests_changed = Your Test list URL answered { $status } to a wrong token. It should answer 401 or 403.
watch-token_check_lax-tests_missing = Your Test list URL answered { $status } to a request without a token. It should answer 401 or 403.
watch-token_check_lax-validate_token_changed = Your Token check URL answered { $status } to a wrong token. It should answer 401 or 403.
watch-token_check_lax-validate_token_missing = Your Token check URL answered { $status } to a request without a token. It should answer 401 or 403.
watch-token_rejected = { $address }: your service rejected the customer token (status { $status }). Check that the token is right, then ask your developer.
watch-unanswered-redirect = { $address }: it redirects to another site. { -recruitee } doesn’t send tokens there.
watch-unanswered-status = { $address }: your service answered { $status }. Ask your developer to fix it.
