basis-documented = Documented by { -recruitee }
basis-ours = { -partner-desk }’s own rule
because-not_judged = It wasn’t checked both times.
because-recruitee = { -recruitee }’s response changed.
because-rule = The rule changed.
because-server = Your service’s response changed, not your draft.
because-unknown = { -partner-desk } doesn’t know why.
because-you = You changed { $fields }.
group-addresses = URLs
group-confirm = For you to confirm
group-help = Help article
group-logo = Logo
group-record = Record
group-report = Reports
group-send = Sending a candidate
group-tests = Test list
group-token = Customer token
headline-fail =
    { $count ->
        [one] Not ready: 1 check failed
       *[other] Not ready: { $count } checks failed
    }
headline-fail_open =
    { $count ->
        [one] Not ready: 1 check failed, { $open } left to check
       *[other] Not ready: { $count } checks failed, { $open } left to check
    }
headline-none = Not checked yet
headline-open =
    { $count ->
        [one] Not ready: 1 check left
       *[other] Not ready: { $count } checks left
    }
headline-ready = Ready
headline-ready_advice = Ready, with recommendations
headline-ready_sandbox = Ready in the Sandbox
headline-ready_sandbox_advice = Ready in the Sandbox, with recommendations
headline-rehearse = All checks passed so far. Start the rehearsal next
headline-run_passed = All required checks passed
headline-run_passed_advice = All required checks passed, with recommendations
level-manual = To confirm
level-must = Required
level-should = Recommended
mended_by-developer = Your developer needs to fix this.
mended_by-recruitee = { -recruitee } needs to fix this.
mended_by-you = You can fix this.
meter-all_pass = All passed
meter-both = { $fail } failed, { $open } left to check
meter-fail = { $fail } failed
meter-left_out =
    { $count ->
        [one] 1 required check doesn’t apply here: { $titles }.
       *[other] { $count } required checks don’t apply here: { $titles }.
    }
meter-not_checked = Not checked yet
meter-open = { $open } left to check
seen-addresses = { $ips }
seen-authority_as_server = An authority’s certificate
seen-backslashes = Has backslashes
seen-broken = Connection lost
seen-certificate_good = Valid
seen-chain_expired = Expired certificate in chain
seen-client_certificate = Client certificate required
seen-cut_off = Connection closed
seen-days_left =
    { $days ->
        [one] 1 day left
       *[other] { $days } days left
    }
seen-documentation = { $ip }, reserved for examples
seen-doubled = https:// twice
seen-expired = Expired
seen-fragment = Has a part after #
seen-handshake_refused = Handshake rejected
seen-host = { $host }
seen-http = http
seen-https = https
seen-incomplete_chain = Chain incomplete
seen-invisible = Has invisible characters
seen-leftover = { $host }, { $what }
seen-let_in = Accepted ({ $status })
seen-let_in_tests =
    { $count ->
        [one] Accepted, 1 test
       *[other] Accepted, { $count } tests
    }
seen-link_local = { $ip }, link-local
seen-local_name = { $host }, local network only
seen-locked_out = Locked out
seen-loop = Redirect loop
seen-loopback = { $ip }, loopback
seen-missing = Missing
seen-mixed = Includes { $ip }
seen-multicast = { $ip }, multicast
seen-name_not_found = Host name doesn’t exist
seen-name_not_served = Host name not recognized
seen-no_answer = No response
seen-no_names = Certificate lists no host names
seen-not_an_address = Not a URL
seen-not_for_servers = Not for servers
seen-not_tls = Not encrypted
seen-not_yet_valid = Not valid yet
seen-old_protocol = TLS version too old
seen-other_origin = Redirects to { $to }
seen-placeholder = { $placeholder }, a placeholder
seen-plain_loopback = On this computer, not checked
seen-private = { $ip }, private
seen-refused = Connection refused
seen-reserved = { $ip }, reserved
seen-robot_wall = Bot protection
seen-self_signed = Self-signed
seen-shared = { $ip }, internet provider’s network
seen-should_be_https = Complete https URL
seen-should_be_public = Public
seen-should_be_quick = Within 5 s
seen-should_be_yours = Your own
seen-should_either = Either is fine
seen-should_have_certificate = Valid
seen-should_last = 14 days or more
seen-should_let_in = Accepted
seen-should_stay = No redirect
seen-should_turn_away = Rejected
seen-single_label = { $host }, without a dot
seen-slashes = Wrong number of slashes
seen-slow = { $seconds } s
seen-soon =
    { $days ->
        [one] 1 day left
       *[other] { $days } days left
    }
seen-space = Has a space
seen-spelling = Unusual host name
seen-status = Status code { $status }
seen-stays = No redirect
seen-timed_out = No response in { $seconds } s
seen-tls_other = No secure connection
seen-to_http = Redirects to http
seen-token-changed = Wrong token, same format
seen-token-empty = Empty token
seen-token-good = Right token
seen-token-later = Wrong token, sent again later
seen-token-missing = No token
seen-token-other_scheme = Right token, sent as Basic
seen-token-padded = Right token, space at the end
seen-token-part_2 = Wrong token, 2nd variant
seen-token-part_3 = Wrong token, 3rd variant
seen-token-part_4 = Wrong token, 4th variant
seen-token-part_5 = Wrong token, 5th variant
seen-took = { $ms } ms
seen-turned_away = Rejected ({ $status })
seen-unknown = Couldn’t check
seen-unknown_issuer = Not a trusted authority
seen-unreadable = Can’t be read
seen-user_info = Has a user name or password
seen-weak_signature = Weak signature
seen-wrong_name = For another host name
state-changed_since = Changed since promotion
state-draft = Draft
state-on_rc = On { -rc }
state-on_sandbox = In the Sandbox
state-promoted = Promoted
state-requested = Promotion requested
