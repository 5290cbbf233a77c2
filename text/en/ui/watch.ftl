ui-watch = Watch
ui-watch-accept = Accept changes
ui-watch-accept-text = After you accept, later checks compare against the latest results.
ui-watch-accepted = Changes accepted
ui-watch-before = Watch is most useful after promotion, when customers use your partner.
ui-watch-every = Check automatically
ui-watch-every-day = Every day
ui-watch-every-off = Off
ui-watch-every-six_hours = Every 6 hours
ui-watch-every-week = Every week
ui-watch-findings =
    { $count ->
        [one] 1 finding
       *[other] { $count } findings
    }
ui-watch-fine = No problems found
ui-watch-look = Check now
ui-watch-looked = Last checked: { $when }.
ui-watch-looking = Checking…
ui-watch-mark = Watch: { $watch }
ui-watch-never = Not checked yet.
ui-watch-never-off = Not checked yet. Choose how often to check, or check now.
ui-watch-next = Next check: { $when }.
ui-watch-next-soon = The next check starts soon.
ui-watch-partly = Couldn’t check everything
ui-watch-practice = You are in the Sandbox, so Watch checks your practice URLs.
ui-watch-text = While { -partner-desk } is open, it checks the live URLs with the customer token. It never sends a candidate.
ui-watch-text-notice = You get a notification when it finds something new, such as a certificate that expires soon or a changed article.
ui-watch-unknown = Couldn’t check
