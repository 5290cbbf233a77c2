ui-history-after = After
ui-history-as_now = The draft is the same as it was then.
ui-history-asked = Checked again: { $checks }
ui-history-before = Before
ui-history-began = Partner created
ui-history-check = Check
ui-history-chosen = Selected run
ui-history-compare = Compare with
ui-history-first = There is no earlier run to compare with.
ui-history-is = Now
ui-history-none = No runs yet. Run checks, and each result is saved here.
ui-history-now = Now
ui-history-older = Show earlier changes
ui-history-part = Partial run
ui-history-rest =
    { $count ->
        [one] 1 other check had the same result.
       *[other] { $count } other checks had the same result.
    }
ui-history-return = Restore this version
ui-history-rules = Rules { $rules }
ui-history-same = Every check had the same result.
ui-history-sub = Every change to this draft, newest first. You can go back to any point, including undone changes.
ui-history-undone = Undone
ui-history-was = Then
