ui-addresses-choose_first = Choose an environment first. Then you can add a token and try the URLs.
ui-addresses-foot = { -partner-desk } calls each URL the way { -recruitee } does.
ui-addresses-in_rehearsal = You can try this only in the rehearsal
ui-addresses-paste_hint = You can paste all 4 URLs at once into any of the fields.
ui-addresses-pasted = Each URL was added to its field
ui-addresses-practice = Get a sample token
ui-addresses-request = Copy message for your developer
ui-addresses-request_copied = Message copied. Paste it into an email or chat to your developer.
ui-addresses-sub = { -recruitee } calls these URLs. Ask your developer if you don’t have them.
ui-addresses-token = Customer token
ui-addresses-token-hint = The token that a customer would paste into { -recruitee }. Use one from a test account.
ui-addresses-token_try = Customer token for testing
ui-addresses-try = Try
ui-addresses-try_all =
    { $count ->
        [one] Try 1 URL
       *[other] Try { $count } URLs
    }
ui-addresses-trying = Trying…
