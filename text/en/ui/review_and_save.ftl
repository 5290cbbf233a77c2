ui-conflict-change = Edit it in the form
ui-conflict-edit = Enter a new value
ui-conflict-mine = Keep mine
ui-conflict-text = New value for { $field }
ui-conflict-theirs = Use the value from { $environment }
ui-conflict-title =
    { $count ->
        [one] Resolve 1 conflict
       *[other] Resolve { $count } conflicts
    }
ui-conflict-use = Use this
ui-conflict-why = Changed both here and on { $environment } since they last matched. Nothing is sent until you choose.
ui-diff-less = Show less
ui-diff-whole = Show full text
ui-put_back-before = Restored value
ui-put_back-open = Restore the values { $environment } had before the last save ({ $time })
ui-put_back-saved = You saved:
ui-put_back-text = Only the fields from that save are sent. Your draft doesn’t change.
ui-put_back-title = Restore earlier values on { $environment }
ui-save-answers = Your draft
ui-save-becomes = becomes
ui-save-before = Before
ui-save-change = Change { $field }
ui-save-changes =
    { $count ->
        [one] 1 field will change
       *[other] { $count } fields will change
    }
ui-save-done = Saved to { $environment }
ui-save-done-copy_secret = Go to the partner secret
ui-save-done-fields = Saved: { $fields }.
ui-save-done-next = Now run the checks to see whether you’re ready.
ui-save-done-read = Verified: { $environment } has the same values.
ui-save-done-registered = Registered on { $environment }
ui-save-done-secret = Your developer needs the partner secret to send results.
ui-save-draft = Your draft
ui-save-field = Field
ui-save-leave = Leave as is
ui-save-left_out = Left out
ui-save-locked = Locked
ui-save-never_met = No earlier shared value
ui-save-not_known-text = There was no clear response. { -partner-desk } won’t resend the save. Refresh to see whether it was saved.
ui-save-now = Saved value
ui-save-problems =
    { $count ->
        [one] Fix 1 field before you save
       *[other] Fix { $count } fields before you save
    }
ui-save-read = Refresh from { $environment }
ui-save-read_at = Last read { $time }
ui-save-reading = Reading { $environment }…
ui-save-retry = Try again
ui-save-same = Already up to date on { $environment }
ui-save-saving = Saving to { $environment }…
ui-save-sub = Review your changes, then save them to { $environment }.
ui-save-take = { $field }: leave as is and use the value on { $environment }
ui-taken-now = Your draft now
ui-taken-title =
    { $count ->
        [one] 1 field was updated in your draft
       *[other] { $count } fields were updated in your draft
    }
ui-taken-was = Your draft before
ui-taken-why = Changed only on { $environment }. To reverse this, use Undo.
