contract-sandbox = Reports go to the { -partner-desk } Sandbox, so keep it open. Trust its certificate, which is in the commands on the Rehearsal page (hurl --cacert partner-desk-sandbox.pem).
developer-column-documentation = Documentation:
developer-column-example = Correct:
developer-column-should = Expected
developer-column-was = Got
developer-column-what = Request
developer-commands = To reproduce this, set $CUSTOMER_TOKEN to the customer token and run:
developer-count =
    { $count ->
        [one] 1 check failed.
       *[other] { $count } checks failed.
    }
developer-documentation = Documentation: { $link }
developer-example = Correct: { $example }
developer-hidden = # first set ${ $name } to the value of { $pair }
developer-no_name = Your service
developer-nothing = Nothing to fix: no checks of your service failed.
developer-rule = { $id }, rule version { $version }
developer-run = Checked against { $environment } on { $when }.
developer-seen = - { $what }: expected “{ $should }”, got “{ $was }”
developer-text =
    { $title }
    { $rule }
    
    What happened: { $sentence }
    Why it matters: { $why }
    { $lines }
developer-title = { $name } and { -recruitee }: what to fix
developer-when = Checked: { $when }
handover-secret = # Paste the partner secret and press Enter. It isn’t shown.
letter-help_article =
    4. Help article: { $url }
    A public web page for customers. It explains where to find the API token, how to connect { -recruitee }, and how to use the integration.
letter-needed-help_article = - The URL of the help article for customers
letter-needed-send_candidate = - The Candidate URL
letter-needed-tests = - The Test list URL
letter-needed-token = - A customer token of a test account, so that I can check the URLs
letter-needed-validate_token = - The Token check URL
letter-no_codename = our-codename
letter-no_name = our product
letter-no_url = (no URL yet)
letter-send_candidate =
    3. Candidate: POST { $url }
    { -recruitee } sends this JSON when a recruiter sends a test. Return any 2xx status, then invite the candidate, because { -recruitee } sends no email about the test. test_id arrives as a string, even if your list has numbers.
    { $body }
    Other 4xx statuses count as errors. To show your own text, add it to the body: { $example }
letter-tests =
    2. Test list: GET { $url }
    The tests that this customer can send, as a JSON array. Return 401 or 403 for a wrong token here too.
    { $example }
letter-text =
    Hello,
    
    I’m connecting { $name } to { -recruitee } and need your help with the technical part.
    
    WHAT I STILL NEED FROM YOU
    { $needed }
    
    URLS THAT RECRUITEE CALLS
    Each request has the header “Authorization: Bearer” with the customer’s token. The first three URLs must use https, have a valid certificate, and be reachable from the internet.
    
    { $calls }
    
    REPORTING A RESULT
    Send the result with the report_id from the request. I’ll send you the partner secret separately.
    PATCH { $base }p/{ $codename }/reports/<report_id>
    RT-PARTNER-SECRET: (the partner secret)
    Content-Type: application/json
    { $report }
    The status is completed, failed or canceled. The score is any short text.
    
    HOW TO TEST IT
    { -partner-desk } calls your URLs as { -recruitee } does, with right and wrong tokens. It writes a report for you that lists every fault. I can run it as often as you like.
    You can run the same checks from the command line, even against http://localhost. I can send you the partner file, and you don’t need a { -recruitee } account:
    partner-desk-cli check FILE --env sandbox
    This command imitates { -recruitee } on your computer, so that your service can report to it:
    partner-desk-cli sandbox --partner FILE
    
    Thank you

letter-validate_token =
    1. Token check: GET { $url }
    { -recruitee } calls it when a customer pastes a token. The request has no body. Return any 2xx status if the token is right, or 401 or 403 if it is wrong or missing.
purpose-article = Open the help article
purpose-partner_create = Register the partner
purpose-partner_delete = Delete the partner
purpose-partner_get = Read the partner
purpose-partner_patch = Save changes
purpose-reach_help_article = Connect to: Help article URL
purpose-reach_send_candidate = Connect to: Candidate URL
purpose-reach_tests = Connect to: Test list URL
purpose-reach_validate_token = Connect to: Token check URL
purpose-report_patch = Send a report
purpose-reports_get = Read the candidate’s reports
purpose-secret_regenerate = Make a new partner secret
purpose-secret_try = Check the partner secret
purpose-secret_try_old = Check the old partner secret
purpose-send_candidate = Send the candidate
purpose-send_no_token = Send a candidate without a token
purpose-send_unknown_test = Send a candidate for an unknown test
purpose-send_wrong_token = Send a candidate with a wrong token
purpose-tests_changed = Test list: wrong token, same format
purpose-tests_empty = Test list: empty token
purpose-tests_good = Test list: right token
purpose-tests_later = Test list: wrong token, sent again later
purpose-tests_missing = Test list: no token
purpose-tests_other_scheme = Test list: right token, sent as Basic
purpose-tests_padded = Test list: right token, space at the end
purpose-tests_part_2 = Test list: wrong token, 2nd variant
purpose-tests_part_3 = Test list: wrong token, 3rd variant
purpose-tests_part_4 = Test list: wrong token, 4th variant
purpose-tests_part_5 = Test list: wrong token, 5th variant
purpose-validate_changed = Token check: wrong token, same format
purpose-validate_empty = Token check: empty token
purpose-validate_good = Token check: right token
purpose-validate_later = Token check: wrong token, sent again later
purpose-validate_missing = Token check: no token
purpose-validate_other_scheme = Token check: right token, sent as Basic
purpose-validate_padded = Token check: right token, space at the end
purpose-validate_part_2 = Token check: wrong token, 2nd variant
purpose-validate_part_3 = Token check: wrong token, 3rd variant
purpose-validate_part_4 = Token check: wrong token, 4th variant
purpose-validate_part_5 = Token check: wrong token, 5th variant
