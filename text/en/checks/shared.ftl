check-no_answer-broken = The connection broke before the response arrived. { -partner-desk } tried 3 times.
check-no_answer-not_http = Something answered, but it isn’t a web server: the response isn’t HTTP.
check-no_answer-not_unpacked = The response says that it’s compressed, but it can’t be decompressed.
check-no_answer-refused = The server refuses connections.
check-no_answer-timed_out = There was no response within { $seconds } seconds.
check-no_answer-too_large = The response is larger than { $bytes } bytes.
check-none = This hasn’t been checked yet.
check-not_applicable = This doesn’t apply here.
check-stale = Something that this check depends on has changed since it ran. Run the checks again.
check-stale_rule = The rule for this check has changed since it ran. Run the checks again.
check-unknown-cancelled = The run was stopped before this was checked.
check-unknown-clock_ahead_days = This computer’s clock is about { $count } days ahead, so certificates can’t be checked. Set the clock, then check again.
check-unknown-clock_ahead_hours =
    { $count ->
        [one] This computer’s clock is about 1 hour ahead, so certificates can’t be checked. Set the clock, then check again.
       *[other] This computer’s clock is about { $count } hours ahead, so certificates can’t be checked. Set the clock, then check again.
    }
check-unknown-clock_behind_days = This computer’s clock is about { $count } days behind, so certificates can’t be checked. Set the clock, then check again.
check-unknown-clock_behind_hours =
    { $count ->
        [one] This computer’s clock is about 1 hour behind, so certificates can’t be checked. Set the clock, then check again.
       *[other] This computer’s clock is about { $count } hours behind, so certificates can’t be checked. Set the clock, then check again.
    }
check-unknown-depends_on = This can’t be checked until another check passes: { $check }.
check-unknown-intercepted = Something between this computer and the internet replaces certificates, including { -recruitee }’s. It signs as “{ $issuer }” and is most likely your company’s security software. Check again from another network.
check-unknown-keychain = Couldn’t read your keychain, so this couldn’t be checked. Unlock it, then check again.
check-unknown-language = { -partner-desk } can’t read the language of this article. It reads English, Dutch, German, French, Polish, and Spanish. Read the article yourself, then confirm.
check-unknown-locked_out = Your service locked { -partner-desk } out after wrong tokens, as it should. Wait until the lockout ends, then check again.
check-unknown-lost_answer = { -partner-desk } sent the candidate but got no response. The candidate may have arrived, so check your service. { -partner-desk } won’t resend it.
check-unknown-name_server = This host’s name servers couldn’t answer, though others could. Check again in a few minutes. If that doesn’t help, ask your developer to check the name servers and DNSSEC.
check-unknown-no_names = This computer’s network can’t look up host names, not even { -recruitee }’s. Check your connection or VPN, then check again.
check-unknown-no_token = There’s no customer token, so this couldn’t be checked. Paste one on the URLs page.
check-unknown-no_token-command_line = No customer token was given, so this couldn’t be checked. Set PARTNER_DESK_CUSTOMER_TOKEN, or pipe the token in with --token-stdin.
check-unknown-no_way_out = This computer’s network blocks all connections, even to { -recruitee }. Check your connection, VPN, or firewall, then check again.
check-unknown-not_allowed = Your customer token hasn’t been sent to this server before. Allow it on the URLs page, then check again.
check-unknown-not_allowed-command_line = The customer token isn’t allowed to go to this host.
check-unknown-not_connected = This needs a connection to { -recruitee }. Choose { -rc } or the Sandbox on the Connection page, then check again.
check-unknown-offline = This computer is offline, so this couldn’t be checked. Check again when it’s online.
check-unknown-portal = This network answers all requests itself, as hotel and guest networks do before you log in. Log in to it, or use another network, then check again.
check-unknown-proxied = This network’s proxy looks up host names itself, so { -partner-desk } can’t see where a name leads. Ask your developer to run the checks without the proxy.
check-unknown-proxy_down = This network’s proxy ({ $proxy }) doesn’t answer. Check your proxy settings, then check again.
check-unknown-proxy_log_in = This network’s proxy ({ $proxy }) requires you to log in (status 407). Add the user name and password to your proxy settings, then check again.
check-unknown-proxy_refused = This network’s proxy ({ $proxy }) didn’t make the connection. Ask your IT team, or check again from another network.
check-unknown-proxy_refused_with = This network’s proxy ({ $proxy }) didn’t make the connection (status { $status }). Ask your IT team, or check again from another network.
check-unknown-robot_wall = Bot protection ({ $product }) blocked the request, so this couldn’t be checked. Ask your developer to let { -partner-desk } and { -recruitee } through to this URL.
check-unknown-stalled = This computer slept or stalled during the request, twice. Keep it awake, then check again.
check-unknown-too_many_requests = The server asked { -partner-desk } to wait (status 429). Check again in a few minutes.
check-unknown-too_many_requests_for =
    { $seconds ->
        [one] The server asked { -partner-desk } to wait 1 second (status 429). { -partner-desk } waits 30 seconds at most. Check again after that time.
       *[other] The server asked { -partner-desk } to wait { $seconds } seconds (status 429). { -partner-desk } waits 30 seconds at most. Check again after that time.
    }
check-unknown-unparsed = Your service answered, but { -partner-desk }’s HTTP library can’t read the response. Browsers may be able to, so this doesn’t count against you. Ask your developer to check the response headers.
